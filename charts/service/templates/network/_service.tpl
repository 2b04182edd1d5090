{{/* From where a Service can be reached. Takes a service; what its type does not know is left out. */}}
{{- define "svc.v1.serviceReach" -}}
{{- $type := or .type "ClusterIP" -}}
type: {{ $type }}
{{- $keys := list "sessionAffinity" "trafficDistribution" -}}
{{- if eq $type "ClusterIP" -}}
{{- if .headless }}
clusterIP: None
{{- end -}}
{{- else -}}
{{- $keys = append $keys "externalTrafficPolicy" -}}
{{- end -}}
{{- if eq $type "LoadBalancer" -}}
{{- $keys = append $keys "loadBalancerClass" -}}
{{- with .sourceRanges }}
loadBalancerSourceRanges:
  {{- include "svc.v1.words" . | trim | nindent 2 }}
{{- end -}}
{{- end -}}
{{- with include "svc.v1.given" (dict "values" . "keys" $keys) }}
{{ . }}
{{- end -}}
{{- end -}}
