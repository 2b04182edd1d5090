{{/* How Prometheus finds the pods, nothing when it need not. A port outside the Service is found on the pods alone. */}}
{{- define "svc.v1.monitorKind" -}}
{{- $metrics := .Values.metrics -}}
{{- if and $metrics.port (ne $metrics.enabled false) -}}
{{- $id := include "svc.v1.portId" (dict "root" . "kind" "ServiceMonitor" "key" "metrics.port" "ports" .Values.ports "id" $metrics.port) -}}
{{- $inService := and (ne (.Values.service).enabled false) (ne (index .Values.ports $id).expose false) -}}
{{- if and (eq $metrics.monitor "ServiceMonitor") (not $inService) -}}
{{- include "svc.v1.fail" (dict "root" . "kind" "ServiceMonitor" "key" "metrics.monitor"
  "reason" (printf "the Service has no port %q" $id) "allowed" (list "PodMonitor")) -}}
{{- end -}}
{{- $metrics.monitor | default ($inService | ternary "ServiceMonitor" "PodMonitor") -}}
{{- end -}}
{{- end -}}
