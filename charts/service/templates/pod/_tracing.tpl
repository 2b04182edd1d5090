{{/*
Adds the variables of an OpenTelemetry SDK to entries, where env has none of the name. Those of
https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/. Takes workload, tracing and entries.
*/}}
{{- define "svc.v1.tracingEnv" -}}
{{- $tracing := .tracing -}}
{{- if and $tracing.endpoint (ne $tracing.enabled false) -}}
{{- $values := .workload.values -}}
{{- $attributes := dict -}}
{{- with $values.partOf -}}{{- $_ := set $attributes "service.namespace" . -}}{{- end -}}
{{- with $values.image.tag -}}{{- $_ := set $attributes "service.version" (include "svc.v1.text" .) -}}{{- end -}}
{{- $pairs := list -}}
{{- range $name, $value := mergeOverwrite $attributes (or $tracing.attributes dict) -}}
{{- $pairs = append $pairs (printf "%s=%s" $name $value) -}}
{{- end -}}
{{- $variables := dict "OTEL_SERVICE_NAME" .workload.objectName "OTEL_EXPORTER_OTLP_ENDPOINT" $tracing.endpoint -}}
{{- with $pairs -}}{{- $_ := set $variables "OTEL_RESOURCE_ATTRIBUTES" (join "," .) -}}{{- end -}}
{{- with $tracing.protocol -}}{{- $_ := set $variables "OTEL_EXPORTER_OTLP_PROTOCOL" . -}}{{- end -}}
{{- with $tracing.sampler -}}{{- $_ := set $variables "OTEL_TRACES_SAMPLER" . -}}{{- end -}}
{{- if not (kindIs "invalid" $tracing.ratio) -}}{{- $_ := set $variables "OTEL_TRACES_SAMPLER_ARG" (include "svc.v1.text" $tracing.ratio) -}}{{- end -}}
{{- $_ := merge .entries $variables -}}
{{- end -}}
{{- end -}}
