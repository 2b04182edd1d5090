{{/* The workers that have a port of the id that is scraped: the number of each by its id. */}}
{{- define "svc.v1.scrapedWorkers" -}}
{{- $scraped := dict -}}
{{- $metrics := or .Values.metrics dict -}}
{{- range $id, $worker := .Values.workers -}}
{{- $port := get (or $worker.ports dict) (or $metrics.port "") -}}
{{- if and $port (ne $port.enabled false) (ne $worker.enabled false) (ne $metrics.enabled false) -}}
{{- $_ := set $scraped $id (int $port.containerPort) -}}
{{- end -}}
{{- end -}}
{{- toJson $scraped -}}
{{- end -}}

{{/* Who may connect to the workers that are scraped: the namespaces that may connect to the port of the server's that is. */}}
{{- define "svc.v1.policyScrapers" -}}
{{- $root := . -}}
{{- with include "svc.v1.scrapedWorkers" . | fromJson -}}
{{- $numbers := values . | uniq | sortAlpha -}}
{{- range $peer := ($root.Values.networkPolicy).fromNamespaces -}}
{{- if and (ne $peer.enabled false) (has $root.Values.metrics.port $peer.ports) }}
- from:
    {{- include "svc.v1.policyPeer" $peer | trim | nindent 4 }}
  ports:
    {{- range $numbers }}
    - port: {{ int . }}
      protocol: TCP
    {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
