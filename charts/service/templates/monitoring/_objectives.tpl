{{/* The rules of every objective, a group each; nothing when there is none. WINDOW stands for a length of time. */}}
{{- define "svc.v1.objectives" -}}
{{- $alerts := .Values.alerts -}}
{{- if ne $alerts.enabled false -}}
{{- $requests := or $alerts.requests dict -}}
{{- $histogram := or $requests.histogram "http_server_request_duration_seconds" -}}
{{- $counter := or $requests.counter (printf "%s_count" $histogram) -}}
{{- $series := printf "job=%q,namespace=%q" (include "svc.v1.name" .) .Release.Namespace -}}
{{- with $alerts.availability -}}
{{- $error := printf "%s=~%q" (or $requests.status "http_response_status_code") (or $requests.errors "5..") -}}
{{- template "svc.v1.objective" (dict "root" $ "id" "errors" "objective" . "what" "with errors"
  "ratio" (printf "sum(rate(%s{%s,%s}[WINDOW])) / sum(rate(%s{%s}[WINDOW]))" $counter $series $error $counter $series)) -}}
{{- end -}}
{{- with $alerts.latency -}}
{{- if ne .enabled false -}}
{{- /* Prometheus 3 writes a whole number with a decimal (its migration guide, "le and quantile label values"). */ -}}
{{- $bound := include "svc.v1.text" .seconds -}}
{{- $fast := contains "." $bound | ternary (printf "le=%q" $bound) (printf "le=~%q" (printf "%s(|[.]0)" $bound)) -}}
{{- template "svc.v1.objective" (dict "root" $ "id" "latency" "objective" (or .share "99%") "what" "too slowly"
  "ratio" (printf "1 - sum(rate(%s_bucket{%s,%s}[WINDOW])) / sum(rate(%s_count{%s}[WINDOW]))" $histogram $series $fast $histogram $series)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
