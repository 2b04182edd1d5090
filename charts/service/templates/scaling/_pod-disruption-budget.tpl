{{/* The PodDisruptionBudget of a workload that may have several pods, nothing for another one. Takes a workload. */}}
{{- define "svc.v1.podDisruptionBudget" -}}
{{- $budget := or .values.podDisruptionBudget dict -}}
{{- $pods := include "svc.v1.fewestPods" .values | int | max 1 -}}
{{- $most := include "svc.v1.autoscaled" .values | empty | ternary $pods (.values.autoscaling).max | int -}}
{{- if and (ne $budget.enabled false) (gt $most 1) -}}
{{- $kept := or $budget.minAvailable 0 -}}
{{- if kindIs "string" $kept -}}
{{- /* Of a share Kubernetes rounds up, so that 60% of 2 pods are 2. */ -}}
{{- $kept = div (add (mul (trimSuffix "%" $kept | int) $pods) 99) 100 -}}
{{- end -}}
{{- if ge (int $kept) $pods -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" "PodDisruptionBudget" "key" (printf "%spodDisruptionBudget.minAvailable" .path)
  "reason" (printf "%s of %d pods leaves none to evict, which blocks every node drain" (include "svc.v1.text" $budget.minAvailable) $pods)) -}}
{{- end -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName) | nindent 2 }}
spec:
  {{- if $budget.minAvailable }}
  minAvailable: {{ template "svc.v1.text" $budget.minAvailable }}
  {{- else }}
  maxUnavailable: {{ template "svc.v1.or" (list $budget.maxUnavailable 1) }}
  {{- end }}
  unhealthyPodEvictionPolicy: {{ or $budget.unhealthyPodEvictionPolicy "AlwaysAllow" }}
  selector:
    matchLabels:
      {{- include "svc.v1.selectorLabels" . | nindent 6 }}
{{- end -}}
{{- end -}}
