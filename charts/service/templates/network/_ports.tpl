{{/*
The id of a declared port: the one asked for, or the only one there is. Takes root, ports, id, kind and key (of the
value, for the refusal) and exposed: only ports of the Service count.
*/}}
{{- define "svc.v1.portId" -}}
{{- $known := and .ports .id (get .ports .id) -}}
{{- if and $known (ne $known.enabled false) (not (and .exposed (eq $known.expose false))) -}}
{{- .id -}}
{{- else -}}
{{- template "svc.v1.onlyPort" . -}}
{{- end -}}
{{- end -}}

{{/* The id of the only declared port; refuses an id that names none, and no id when there are several. Takes what portId takes. */}}
{{- define "svc.v1.onlyPort" -}}
{{- $all := not .exposed -}}
{{- $ids := list -}}
{{- range $id, $port := .ports -}}
{{- if and (ne $port.enabled false) (or $all (ne $port.expose false)) -}}{{- $ids = append $ids $id -}}{{- end -}}
{{- end -}}
{{- $what := ternary "port" "exposed port" $all -}}
{{- $refusal := dict "root" .root "kind" .kind "key" .key "allowed" $ids -}}
{{- if .id -}}
{{- template "svc.v1.fail" (set $refusal "reason" (printf "no %s is called %q" $what .id)) -}}
{{- else if ne (len $ids) 1 -}}
{{- template "svc.v1.fail" (set $refusal "reason" (printf "must name one %s, since there are %d" $what (len $ids))) -}}
{{- end -}}
{{- first $ids -}}
{{- end -}}

{{/* "true" when there is a port for a Service to send traffic to. Takes ports. */}}
{{- define "svc.v1.exposed" -}}
{{- $exposed := "" -}}
{{- range . -}}
{{- if and (ne .enabled false) (ne .expose false) -}}{{- $exposed = "true" -}}{{- end -}}
{{- end -}}
{{- $exposed -}}
{{- end -}}

{{/* Refuses what leads to the Service where there is none. Takes root, kind and key. */}}
{{- define "svc.v1.checkService" -}}
{{- if eq (.root.Values.service).enabled false -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" .kind "key" .key "reason" "leads to the Service, which service.enabled: false leaves out") -}}
{{- end -}}
{{- end -}}
