{{/*
What runs at a container's start and end. Unless a hook of its own does, the kubelet waits before SIGTERM: an exec of
sleep fails in an image without one. Takes workload, spec, ports, sidecar and at (the path before the hooks).
*/}}
{{- define "svc.v1.lifecycle" -}}
{{- $outer := . -}}
{{- $hooks := dict -}}
{{- range $name, $hook := .spec.lifecycle -}}
{{- if ne $hook.enabled false -}}{{- $_ := set $hooks $name $hook -}}{{- end -}}
{{- end -}}
{{- $seconds := include "svc.v1.preStopSeconds" .spec | int -}}
{{- if and $seconds $hooks.preStop -}}
{{- template "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind "key" (printf "%slifecycle.preStop" .at)
  "reason" "a container has one preStop hook, and shutdown.preStopSleepSeconds makes another") -}}
{{- end -}}
{{- range $name, $hook := $hooks }}
{{ $name }}:
  {{- include "svc.v1.handler" (dict "workload" $outer.workload "ports" $outer.ports "sidecar" $outer.sidecar "handler" $hook
    "key" (printf "%slifecycle.%s" $outer.at $name)) | nindent 2 }}
{{- end -}}
{{- if $seconds }}
preStop:
  sleep:
    seconds: {{ $seconds }}
{{- end -}}
{{- end -}}
