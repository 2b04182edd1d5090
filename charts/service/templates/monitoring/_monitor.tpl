{{/* How Prometheus finds the pods, nothing when it need not. A port outside the Service is found on the pods alone. */}}
{{- define "svc.v1.monitorKind" -}}
{{- $metrics := .Values.metrics -}}
{{- if and $metrics.port (ne $metrics.enabled false) -}}
{{- $id := include "svc.v1.portId" (dict "root" . "kind" "ServiceMonitor" "key" "metrics.port" "ports" .Values.ports "id" $metrics.port) -}}
{{- $inService := and (ne (.Values.service).enabled false) (ne (index .Values.ports $id).expose false) -}}
{{- if and (eq $metrics.monitor "ServiceMonitor") (not $inService) -}}
{{- template "svc.v1.fail" (dict "root" . "kind" "ServiceMonitor" "key" "metrics.monitor"
  "reason" (printf "the Service has no port %q" $id) "allowed" (list "PodMonitor")) -}}
{{- end -}}
{{- or $metrics.monitor ($inService | ternary "ServiceMonitor" "PodMonitor") -}}
{{- end -}}
{{- end -}}

{{/* Whose pods are scraped, the same for both kinds. Takes root and component. */}}
{{- define "svc.v1.monitorSpec" -}}
jobLabel: app.kubernetes.io/name
selector:
  matchLabels:
    {{- include "svc.v1.selectorLabels" . | nindent 4 }}
{{- end -}}

{{/* A PodMonitor. Takes root, component and name. */}}
{{- define "svc.v1.podMonitor" -}}
apiVersion: monitoring.coreos.com/v1
kind: PodMonitor
metadata:
  {{- include "svc.v1.metadata" (dict "workload" (merge (dict "labels" .root.Values.monitoringLabels) .) "name" .name
    "argocd" (dict "sync-options" "SkipDryRunOnMissingResource=true")) | nindent 2 }}
spec:
  {{- include "svc.v1.monitorSpec" . | nindent 2 }}
  podMetricsEndpoints:
    - {{ include "svc.v1.scrape" .root | nindent 6 | trim }}
{{- end -}}

{{/* How a port is asked. */}}
{{- define "svc.v1.scrape" -}}
{{- $metrics := .Values.metrics -}}
port: {{ quote $metrics.port }}
path: {{ quote (or $metrics.path "/metrics") }}
scheme: {{ or $metrics.scheme "http" }}
{{- with $metrics.interval }}
interval: {{ quote . }}
{{- end }}
{{- with $metrics.timeout }}
scrapeTimeout: {{ quote . }}
{{- end }}
{{- end -}}
