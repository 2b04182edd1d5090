{{/*
One objective: the share of bad requests over each window, and alerts on several windows and burn rates, the numbers of
https://sre.google/workbook/alerting-on-slos/ (section 6). The short window ends the alert soon after the trouble.
Takes root, id, objective, ratio and what (is wrong with the requests).
*/}}
{{- define "svc.v1.objective" -}}
{{- $outer := . -}}
{{- $alerts := .root.Values.alerts -}}
{{- $name := include "svc.v1.name" .root -}}
{{- $record := printf "service:bad_requests_%s:ratio_rate" .id -}}
{{- $series := printf "{namespace=%q,service=%q}" .root.Release.Namespace $name -}}
{{- $budget := printf "(1 - %s / 100)" (trimSuffix "%" .objective) }}
- name: {{ printf "%s-%s" $name .id | quote }}
  rules:
    {{- range $window := list "5m" "30m" "1h" "2h" "6h" "1d" "3d" }}
    - record: {{ $record }}{{ $window }}
      expr: {{ replace "WINDOW" $window $outer.ratio | quote }}
      labels:
        namespace: {{ quote $outer.root.Release.Namespace }}
        service: {{ quote $name }}
    {{- end }}
    {{- range $burn := list (list "critical" "1h" "5m" "14.4" "6h" "30m" "6") (list "warning" "1d" "2h" "3" "3d" "6h" "1") }}
    {{- $fast := include "svc.v1.burn" (list (print $record (index $burn 1)) (print $record (index $burn 2)) $series (index $burn 3) $budget) }}
    {{- $slow := include "svc.v1.burn" (list (print $record (index $burn 4)) (print $record (index $burn 5)) $series (index $burn 6) $budget) }}
    - alert: {{ title $outer.id }}BudgetBurn
      expr: {{ printf "%s or %s" $fast $slow | quote }}
      labels:
        {{- include "svc.v1.overlay" (list $alerts.labels (dict "severity" (first $burn))) | trim | nindent 8 }}
      annotations:
        summary: {{ printf "%s answers so many requests %s that it misses %s" $name $outer.what $outer.objective | quote }}
        {{- with $alerts.runbook }}
        runbook_url: {{ quote . }}
        {{- end }}
    {{- end }}
{{- end -}}

{{/* That the budget burns too fast over a long window, still. Takes a list: both records, series, rate and budget. */}}
{{- define "svc.v1.burn" -}}
{{- $over := printf "%s > %s * %s" (index . 2) (index . 3) (index . 4) -}}
({{ index . 0 }}{{ $over }} and {{ index . 1 }}{{ $over }})
{{- end -}}
