{{/* Every probe of a container. Takes workload, probes, ports, sidecar (whose probes they are) and at (the path before them). */}}
{{- define "svc.v1.probes" -}}
{{- $outer := . -}}
{{- range $name, $probe := .probes -}}
{{- if and $probe (ne $probe.enabled false) -}}
{{- $key := printf "%sprobes.%s" $outer.at $name -}}
{{- if and $probe.successThreshold (ne $name "readiness") (gt (int $probe.successThreshold) 1) -}}
{{- template "svc.v1.fail" (dict "root" $outer.workload.root "kind" $outer.workload.kind "key" (printf "%s.successThreshold" $key)
  "reason" "only a readiness probe can ask for more than 1") -}}
{{- end }}
{{ $name }}Probe:
  {{- include "svc.v1.handler" (dict "workload" $outer.workload "ports" $outer.ports "sidecar" $outer.sidecar "handler" $probe "key" $key) | nindent 2 }}
  {{- range $field, $number := pick $probe "initialDelaySeconds" "periodSeconds" "timeoutSeconds" "successThreshold" "failureThreshold" }}
  {{ $field }}: {{ int $number }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
