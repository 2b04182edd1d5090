{{/* The PodDisruptionBudget of a workload with at least two pods, nothing for another one. Takes a workload. */}}
{{- define "svc.v1.podDisruptionBudget" -}}
{{- $budget := .values.podDisruptionBudget | default dict -}}
{{- $pods := include "svc.v1.fewestPods" .values | int -}}
{{- if and (ne $budget.enabled false) (gt $pods 1) -}}
{{- if and $budget.minAvailable (not (kindIs "string" $budget.minAvailable)) (ge (int $budget.minAvailable) $pods) -}}
{{- include "svc.v1.fail" (dict "root" .root "kind" "PodDisruptionBudget" "key" (printf "%spodDisruptionBudget.minAvailable" .path)
  "reason" (printf "%d of %d pods leaves none to evict, which blocks every node drain" (int $budget.minAvailable) $pods)) -}}
{{- end -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName) | nindent 2 }}
spec:
  {{- if $budget.minAvailable }}
  minAvailable: {{ include "svc.v1.text" $budget.minAvailable }}
  {{- else }}
  maxUnavailable: {{ include "svc.v1.or" (list $budget.maxUnavailable 1) }}
  {{- end }}
  unhealthyPodEvictionPolicy: {{ $budget.unhealthyPodEvictionPolicy | default "AlwaysAllow" }}
  selector:
    matchLabels:
      {{- include "svc.v1.selectorLabels" . | nindent 6 }}
{{- end -}}
{{- end -}}
