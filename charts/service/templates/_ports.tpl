{{/*
The id of a declared port: the one asked for, or the only one there is. Takes root, ports, id, kind and key (of the
value, for the refusal) and exposed: only ports of the Service count.
*/}}
{{- define "svc.v1.portId" -}}
{{- $ids := list -}}
{{- $what := "port" -}}
{{- if .exposed -}}{{- $what = "exposed port" -}}{{- end -}}
{{- $all := not .exposed -}}
{{- range $id, $port := .ports -}}
{{- if and (ne $port.enabled false) (or $all (ne $port.expose false)) -}}{{- $ids = append $ids $id -}}{{- end -}}
{{- end -}}
{{- $refusal := dict "root" .root "kind" .kind "key" .key "allowed" $ids -}}
{{- if and .id (not (has .id $ids)) -}}
{{- include "svc.v1.fail" (set $refusal "reason" (printf "no %s is called %q" $what .id)) -}}
{{- else if and (not .id) (ne (len $ids) 1) -}}
{{- include "svc.v1.fail" (set $refusal "reason" (printf "must name one %s, since there are %d" $what (len $ids))) -}}
{{- end -}}
{{- .id | default (first $ids) -}}
{{- end -}}

{{/* Container ports. A number is declared once per protocol, else server-side apply refuses the pod. Takes workload and ports. */}}
{{- define "svc.v1.containerPorts" -}}
{{- $workload := .workload -}}
{{- $owners := dict -}}
{{- range $id, $port := .ports -}}
{{- if ne $port.enabled false -}}
{{- $protocol := $port.protocol | default "TCP" -}}
{{- $slot := printf "%d/%s" (int $port.containerPort) $protocol -}}
{{- with get $owners $slot -}}
{{- include "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" (printf "%sports.%s.containerPort" $workload.path $id)
  "reason" (printf "%s is port %q already" $slot .)) -}}
{{- end -}}
{{- $_ := set $owners $slot $id }}
- name: {{ include "svc.v1.str" $id }}
  containerPort: {{ int $port.containerPort }}
  protocol: {{ $protocol }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* "true" when there is a port for a Service to send traffic to. Takes ports. */}}
{{- define "svc.v1.exposed" -}}
{{- $exposed := "" -}}
{{- range . -}}
{{- if and (ne .enabled false) (ne .expose false) -}}{{- $exposed = "true" -}}{{- end -}}
{{- end -}}
{{- $exposed -}}
{{- end -}}
