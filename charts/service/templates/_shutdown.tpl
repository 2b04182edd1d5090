{{/*
Seconds between the decision to stop a pod and SIGTERM: by default 15 behind a Service, so that load balancers stop
sending, else 0. Takes values.
*/}}
{{- define "svc.v1.preStopSeconds" -}}
{{- $default := 0 -}}
{{- if include "svc.v1.exposed" .ports -}}{{- $default = 15 -}}{{- end -}}
{{- include "svc.v1.or" (list (.shutdown).preStopSleepSeconds $default) -}}
{{- end -}}

{{/* The hook that waits, the kubelet's own: an exec of sleep fails in an image without one. Takes values. */}}
{{- define "svc.v1.preStop" -}}
{{- $seconds := include "svc.v1.preStopSeconds" . | int -}}
{{- if $seconds }}
lifecycle:
  preStop:
    sleep:
      seconds: {{ $seconds }}
{{- end -}}
{{- end -}}

{{/* Seconds between the decision to stop a pod and SIGKILL. Takes a workload. */}}
{{- define "svc.v1.gracePeriodSeconds" -}}
{{- $grace := include "svc.v1.or" (list (.values.shutdown).terminationGracePeriodSeconds 60) | int -}}
{{- $sleep := include "svc.v1.preStopSeconds" .values | int -}}
{{- if le $grace $sleep -}}
{{- include "svc.v1.fail" (dict "root" .root "kind" .kind "key" (printf "%sshutdown.terminationGracePeriodSeconds" .path)
  "reason" (printf "%d leaves no time after the %d seconds of preStopSleepSeconds" $grace $sleep)) -}}
{{- end -}}
{{- $grace -}}
{{- end -}}
