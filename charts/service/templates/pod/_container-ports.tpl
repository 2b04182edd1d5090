{{/*
The ports of a container. A number is declared once per protocol, else server-side apply refuses the pod. Takes
workload, ports (of the whole pod) and sidecar (whose ports).
*/}}
{{- define "svc.v1.containerPorts" -}}
{{- $workload := .workload -}}
{{- $sidecar := .sidecar -}}
{{- $owners := dict -}}
{{- range $id, $port := .ports -}}
{{- if ne $port.enabled false -}}
{{- with $port.sidecar -}}
{{- template "svc.v1.checkSidecar" (dict "workload" $workload "id" . "key" (printf "%sports.%s.sidecar" $workload.path $id)) -}}
{{- end -}}
{{- $protocol := or $port.protocol "TCP" -}}
{{- $slot := printf "%d/%s" (int $port.containerPort) $protocol -}}
{{- with get $owners $slot -}}
{{- template "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" (printf "%sports.%s.containerPort" $workload.path $id)
  "reason" (printf "%s is port %q already" $slot .)) -}}
{{- end -}}
{{- $_ := set $owners $slot $id }}
{{- if eq (or $port.sidecar "") $sidecar }}
- name: {{ quote $id }}
  containerPort: {{ int $port.containerPort }}
  protocol: {{ $protocol }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Refuses a port of a sidecar that does not run. Takes workload, id and key. */}}
{{- define "svc.v1.checkSidecar" -}}
{{- $running := list -}}
{{- range $id, $sidecar := .workload.values.sidecars -}}
{{- if ne $sidecar.enabled false -}}{{- $running = append $running $id -}}{{- end -}}
{{- end -}}
{{- if not (has .id $running) -}}
{{- template "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind "key" .key
  "reason" (printf "no sidecar is called %q" .id) "allowed" $running) -}}
{{- end -}}
{{- end -}}
