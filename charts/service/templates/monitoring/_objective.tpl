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
{{- $labels := dict "namespace" .root.Release.Namespace "service" $name | include "svc.v1.lines" | trim | nindent 8 -}}
{{- $budget := printf "(1 - %s / 100)" (trimSuffix "%" .objective) }}
- name: {{ printf "%s-%s" $name .id | quote }}
  rules:
    {{- range $window := list "5m" "30m" "1h" "2h" "6h" "1d" "3d" }}
    - record: {{ $record }}{{ $window }}
      expr: {{ replace "WINDOW" $window $outer.ratio | quote }}
      labels:
        {{- $labels }}
    {{- end }}
    {{- range $severity, $burns := dict
      "critical" (dict
        "fast" (dict "long" "1h" "short" "5m" "rate" "14.4")
        "slow" (dict "long" "6h" "short" "30m" "rate" "6"))
      "warning" (dict
        "fast" (dict "long" "1d" "short" "2h" "rate" "3")
        "slow" (dict "long" "3d" "short" "6h" "rate" "1")) }}
    {{- $fast := include "svc.v1.burn" (dict "record" $record "series" $series "budget" $budget "burn" $burns.fast) }}
    {{- $slow := include "svc.v1.burn" (dict "record" $record "series" $series "budget" $budget "burn" $burns.slow) }}
    - alert: {{ title $outer.id }}BudgetBurn
      expr: {{ printf "%s or %s" $fast $slow | quote }}
      labels:
        {{- include "svc.v1.overlay" (list $alerts.labels (dict "severity" $severity)) | trim | nindent 8 }}
      annotations:
        summary: {{ printf "%s answers so many requests %s that it misses %s" $name $outer.what $outer.objective | quote }}
        {{- with $alerts.runbook }}
        runbook_url: {{ quote . }}
        {{- end }}
    {{- end }}
{{- end -}}

{{/*
That the budget burns too fast over a long window, and over a short one still. Takes record, series, budget and burn: both
windows and the rate.
*/}}
{{- define "svc.v1.burn" -}}
{{- $over := printf "%s > %s * %s" .series .burn.rate .budget -}}
({{ .record }}{{ .burn.long }}{{ $over }} and {{ .record }}{{ .burn.short }}{{ $over }})
{{- end -}}
