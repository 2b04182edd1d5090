{{/* A DaemonSet: a pod on each node, replaced before its time or after it. Takes a workload. */}}
{{- define "svc.v1.daemonSet" -}}
{{- $strategy := or .values.strategy dict -}}
{{- $surge := include "svc.v1.or" (list $strategy.maxSurge 0) -}}
{{- $unavailable := include "svc.v1.or" (list $strategy.maxUnavailable (has $surge (list "0" "0%") | ternary 1 0)) -}}
{{- if eq (has $surge (list "0" "0%")) (has $unavailable (list "0" "0%")) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" .kind "key" "strategy.maxSurge"
  "reason" (printf "%s beside a maxUnavailable of %s: exactly one of the two is 0" $surge $unavailable)) -}}
{{- end -}}
apiVersion: apps/v1
kind: DaemonSet
metadata:
  {{- include "svc.v1.workloadMetadata" . | nindent 2 }}
spec:
  {{- include "svc.v1.rollout" . | nindent 2 }}
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      maxSurge: {{ $surge }}
      maxUnavailable: {{ $unavailable }}
  selector:
    matchLabels:
      {{- include "svc.v1.selectorLabels" . | nindent 6 }}
  template:
    {{- include "svc.v1.podTemplate" . | nindent 4 }}
{{- end -}}
