{{/* A scalar as a quoted string, which nothing reads as another type. Helm's numbers are floats: 1048576 is 1.048576e+06 to `quote`. */}}
{{- define "svc.v1.str" -}}
{{- if kindIs "string" . -}}{{- quote . -}}{{- else -}}{{- include "svc.v1.text" . | quote -}}{{- end -}}
{{- end -}}

{{/* A scalar as text. */}}
{{- define "svc.v1.text" -}}
{{- if kindIs "float64" . -}}{{- toJson . -}}{{- else -}}{{- toString . -}}{{- end -}}
{{- end -}}

{{/* The first of a list, or the second when the first is absent. `default` would take 0 and false for absent. */}}
{{- define "svc.v1.or" -}}
{{- include "svc.v1.text" (ternary (last .) (first .) (kindIs "invalid" (first .))) -}}
{{- end -}}

{{/* A map of strings, a line for each. */}}
{{- define "svc.v1.lines" -}}
{{- range $key, $value := . }}
{{ quote $key }}: {{ quote $value }}
{{- end -}}
{{- end -}}

{{/* The lines of two maps of strings, of which the second wins. Takes a list of both; either may be absent. */}}
{{- define "svc.v1.overlay" -}}
{{- $lines := first . | default (last .) -}}
{{- if and (first .) (last .) -}}{{- $lines = mergeOverwrite dict (first .) (last .) -}}{{- end -}}
{{- range $key, $value := $lines }}
{{ quote $key }}: {{ quote $value }}
{{- end -}}
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
{{- include "svc.v1.lines" . -}}
{{- end -}}
{{- end -}}

{{/* A list of scalars, one quoted string each. */}}
{{- define "svc.v1.words" -}}
{{- range . }}
- {{ include "svc.v1.str" . }}
{{- end -}}
{{- end -}}

{{/* Of a map's keys those that are set, as YAML. Takes values and keys. */}}
{{- define "svc.v1.given" -}}
{{- $values := .values -}}
{{- $given := dict -}}
{{- range $key := .keys -}}
{{- with index $values $key -}}{{- $_ := set $given $key . -}}{{- end -}}
{{- end -}}
{{- if $given -}}{{- toYaml $given -}}{{- end -}}
{{- end -}}
