{{/* On which nodes pods run, and what they run under. Takes a workload. */}}
{{- define "svc.v1.scheduling" -}}
{{- with include "svc.v1.given" (dict "values" .values
  "keys" (list "hostAliases" "nodeSelector" "priorityClassName" "runtimeClassName" "tolerations")) }}
{{ . }}
{{- end }}
{{- if or .values.affinity .values.keepApart }}
{{- with include "svc.v1.affinity" . }}
affinity:
  {{- . | trim | nindent 2 }}
{{- end }}
{{- end }}
{{- with include "svc.v1.topologySpread" . }}
topologySpreadConstraints:
  {{- . | trim | nindent 2 }}
{{- end }}
{{- end -}}
