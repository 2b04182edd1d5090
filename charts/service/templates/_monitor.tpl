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

{{/* Whose pods are scraped, the same for both kinds. */}}
{{- define "svc.v1.monitorSpec" -}}
jobLabel: app.kubernetes.io/name
selector:
  matchLabels:
    {{- include "svc.v1.selectorLabels" (dict "root" . "component" "server") | nindent 4 }}
{{- end -}}

{{/* How a port is asked. */}}
{{- define "svc.v1.scrape" -}}
{{- $metrics := .Values.metrics -}}
port: {{ include "svc.v1.str" $metrics.port }}
path: {{ include "svc.v1.str" ($metrics.path | default "/metrics") }}
scheme: {{ $metrics.scheme | default "http" }}
{{- with $metrics.interval }}
interval: {{ include "svc.v1.str" . }}
{{- end }}
{{- with $metrics.timeout }}
scrapeTimeout: {{ include "svc.v1.str" . }}
{{- end }}
{{- end -}}
