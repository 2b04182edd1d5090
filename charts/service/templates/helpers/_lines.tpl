{{/* A map of strings, a line for each. */}}
{{- define "svc.v1.lines" -}}
{{- range $key, $value := . }}
{{ quote $key }}: {{ quote $value }}
{{- end -}}
{{- end -}}

{{/* The lines of two maps of strings, of which the second wins. Takes a list of both; either may be absent. */}}
{{- define "svc.v1.overlay" -}}
{{- $shared := first . -}}
{{- $own := last . -}}
{{- $lines := or $own $shared -}}
{{- if and $own $shared -}}{{- $lines = mergeOverwrite dict $shared $own -}}{{- end -}}
{{- template "svc.v1.lines" $lines -}}
{{- end -}}

{{/* A list of scalars, one quoted string each. */}}
{{- define "svc.v1.words" -}}
{{- range . }}
- {{ quote . }}
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
