{{/* A scalar as text. Helm's numbers are floats: 1048576 is 1.048576e+06 to `quote`, which is for what the schema says is text. */}}
{{- define "svc.v1.text" -}}
{{- if kindIs "float64" . -}}{{- toJson . -}}{{- else -}}{{- . -}}{{- end -}}
{{- end -}}

{{/* The first of a list, or the second when the first is absent. `default` would take 0 and false for absent. */}}
{{- define "svc.v1.or" -}}
{{- $given := first . -}}
{{- if kindIs "invalid" $given -}}{{- $given = last . -}}{{- end -}}
{{- template "svc.v1.text" $given -}}
{{- end -}}

{{/*
A map of texts, those of several lines as blocks. Where `toYaml` would lose something, every line is quoted instead: it
gives nothing for some control characters and changes others, and at the end of a text blank lines are trimmed.
*/}}
{{- define "svc.v1.texts" -}}
{{- $yaml := toYaml . -}}
{{- if and $yaml (not (hasSuffix "\n" $yaml)) (not (regexMatch "[\\x{7f}-\\x{9f}]" (toJson .))) -}}
{{- $yaml -}}
{{- else -}}
{{- template "svc.v1.lines" . -}}
{{- end -}}
{{- end -}}
