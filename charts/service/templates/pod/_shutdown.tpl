{{/*
Seconds between the decision to stop a pod and SIGTERM: by default 15 behind a Service, so that load balancers stop
sending, else 0, and 0 where a preStop hook waits. Takes values.
*/}}
{{- define "svc.v1.preStopSeconds" -}}
{{- $default := 0 -}}
{{- $hook := (.lifecycle).preStop -}}
{{- if and (include "svc.v1.exposed" .ports) (or (not $hook) (eq $hook.enabled false)) -}}{{- $default = 15 -}}{{- end -}}
{{- template "svc.v1.or" (list (.shutdown).preStopSleepSeconds $default) -}}
{{- end -}}

{{/* Seconds between the decision to stop a pod and SIGKILL. Takes a workload. */}}
{{- define "svc.v1.gracePeriodSeconds" -}}
{{- $grace := include "svc.v1.or" (list (.values.shutdown).terminationGracePeriodSeconds 60) | int -}}
{{- $sleep := include "svc.v1.preStopSeconds" .values | int -}}
{{- if le $grace $sleep -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" .kind "key" (printf "%sshutdown.terminationGracePeriodSeconds" .path)
  "reason" (printf "%d leaves no time after the %d seconds of preStopSleepSeconds" $grace $sleep)) -}}
{{- end -}}
{{- $grace -}}
{{- end -}}
