{{/* Every probe of a container. Takes workload, probes and ports. */}}
{{- define "svc.v1.probes" -}}
{{- $outer := . -}}
{{- range $name, $probe := .probes -}}
{{- if and $probe (ne $probe.enabled false) -}}
{{- $key := printf "%sprobes.%s" $outer.workload.path $name -}}
{{- if and (ne $name "readiness") (gt (int $probe.successThreshold) 1) -}}
{{- include "svc.v1.fail" (dict "root" $outer.workload.root "kind" $outer.workload.kind "key" (printf "%s.successThreshold" $key)
  "reason" "only a readiness probe can ask for more than 1") -}}
{{- end }}
{{ $name }}Probe:
  {{- include "svc.v1.probe" (dict "workload" $outer.workload "ports" $outer.ports "probe" $probe "key" $key) | nindent 2 }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* One probe: a handler picked by its type alone, then the numbers that are set. Takes workload, ports, probe and key. */}}
{{- define "svc.v1.probe" -}}
{{- $probe := .probe -}}
{{- if eq $probe.type "http" -}}
httpGet:
  path: {{ include "svc.v1.str" ($probe.path | default "/") }}
  port: {{ include "svc.v1.probePort" . }}
  {{- with $probe.scheme }}
  scheme: {{ . }}
  {{- end }}
  {{- with $probe.headers }}
  httpHeaders:
    {{- range $name, $value := . }}
    - name: {{ include "svc.v1.str" $name }}
      value: {{ include "svc.v1.str" $value }}
    {{- end }}
  {{- end }}
{{- else if eq $probe.type "tcp" -}}
tcpSocket:
  port: {{ include "svc.v1.probePort" . }}
{{- else if eq $probe.type "grpc" -}}
grpc:
  port: {{ include "svc.v1.probePort" . }}
  {{- with $probe.service }}
  service: {{ include "svc.v1.str" . }}
  {{- end }}
{{- else -}}
exec:
  command:
    {{- include "svc.v1.words" $probe.command | trim | nindent 4 }}
{{- end }}
{{- range $key := list "initialDelaySeconds" "periodSeconds" "timeoutSeconds" "successThreshold" "failureThreshold" -}}
{{- $number := index $probe $key -}}
{{- if not (kindIs "invalid" $number) }}
{{ $key }}: {{ int $number }}
{{- end -}}
{{- end -}}
{{- end -}}
