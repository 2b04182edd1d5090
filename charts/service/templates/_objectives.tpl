{{/* The rules of every objective, a group each; nothing when there is none. WINDOW stands for a length of time. */}}
{{- define "svc.v1.objectives" -}}
{{- $alerts := .Values.alerts -}}
{{- if ne $alerts.enabled false -}}
{{- $requests := $alerts.requests | default dict -}}
{{- $histogram := $requests.histogram | default "http_server_request_duration_seconds" -}}
{{- $counter := $requests.counter | default (printf "%s_count" $histogram) -}}
{{- $series := printf "job=%q,namespace=%q" (include "svc.v1.name" .) .Release.Namespace -}}
{{- with $alerts.availability -}}
{{- $error := printf "%s=~%q" ($requests.status | default "http_response_status_code") ($requests.errors | default "5..") -}}
{{- include "svc.v1.objective" (dict "root" $ "id" "errors" "objective" . "what" "with errors"
  "ratio" (printf "sum(rate(%s{%s,%s}[WINDOW])) / sum(rate(%s{%s}[WINDOW]))" $counter $series $error $counter $series)) -}}
{{- end -}}
{{- with $alerts.latency -}}
{{- if ne .enabled false -}}
{{- /* Prometheus 3 writes a whole number with a decimal (its migration guide, "le and quantile label values"). */ -}}
{{- $bound := include "svc.v1.text" .seconds -}}
{{- $fast := contains "." $bound | ternary (printf "le=%q" $bound) (printf "le=~%q" (printf "%s(|[.]0)" $bound)) -}}
{{- include "svc.v1.objective" (dict "root" $ "id" "latency" "objective" (.share | default "99%") "what" "too slowly"
  "ratio" (printf "1 - sum(rate(%s_bucket{%s,%s}[WINDOW])) / sum(rate(%s_count{%s}[WINDOW]))" $histogram $series $fast $histogram $series)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
One objective: the share of bad requests over each window, and alerts on several windows and burn rates, the numbers of
https://sre.google/workbook/alerting-on-slos/ (section 6). The short window ends the alert soon after the trouble.
Takes root, id, objective, ratio and what (is wrong with the requests).
*/}}
{{- define "svc.v1.objective" -}}
{{- $outer := . -}}
{{- $name := include "svc.v1.name" .root -}}
{{- $record := printf "service:bad_requests_%s:ratio_rate" .id -}}
{{- $labels := dict "namespace" .root.Release.Namespace "service" $name -}}
{{- $rules := list -}}
{{- range $window := list "5m" "30m" "1h" "2h" "6h" "1d" "3d" -}}
{{- $rules = append $rules (dict "record" (printf "%s%s" $record $window) "expr" (replace "WINDOW" $window $outer.ratio) "labels" $labels) -}}
{{- end -}}
{{- $burns := dict "critical" (list (list "1h" "5m" "14.4") (list "6h" "30m" "6")) "warning" (list (list "1d" "2h" "3") (list "3d" "6h" "1")) -}}
{{- range $severity, $pairs := $burns -}}
{{- $conditions := list -}}
{{- range $pairs -}}
{{- $over := printf "{namespace=%q,service=%q} > %s * (1 - %s / 100)" $outer.root.Release.Namespace $name (last .) (trimSuffix "%" $outer.objective) -}}
{{- $conditions = append $conditions (printf "(%s%s%s and %s%s%s)" $record (index . 0) $over $record (index . 1) $over) -}}
{{- end -}}
{{- $alert := dict "alert" (printf "%sBudgetBurn" (title $outer.id)) "expr" (join " or " $conditions) -}}
{{- $_ := set $alert "labels" (merge (dict "severity" $severity) ($outer.root.Values.alerts.labels | default dict)) -}}
{{- $_ := set $alert "annotations" (dict "summary" (printf "%s answers so many requests %s that it misses %s" $name $outer.what $outer.objective)) -}}
{{- with $outer.root.Values.alerts.runbook -}}{{- $_ := set $alert.annotations "runbook_url" . -}}{{- end -}}
{{- $rules = append $rules $alert -}}
{{- end }}
{{ list (dict "name" (printf "%s-%s" $name .id) "rules" $rules) | toYaml }}
{{- end -}}
