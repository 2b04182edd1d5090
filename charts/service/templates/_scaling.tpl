{{/* "true" when a HorizontalPodAutoscaler owns the number of pods. Takes values. */}}
{{- define "svc.v1.autoscaled" -}}
{{- if and (.autoscaling).max (ne (.autoscaling).enabled false) -}}true{{- end -}}
{{- end -}}

{{/* The fewest pods there are meant to be. Takes values. */}}
{{- define "svc.v1.fewestPods" -}}
{{- if include "svc.v1.autoscaled" . -}}
{{- .autoscaling.min | default 2 | int -}}
{{- else -}}
{{- include "svc.v1.or" (list .replicaCount 1) -}}
{{- end -}}
{{- end -}}
