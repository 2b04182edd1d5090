{{/*
A part of an object as Kubernetes defines it, in JSON. A null is absent, and what YAML does not let stand as it is, such as
control characters, is escaped.
*/}}
{{- define "svc.v1.fragment" -}}
{{- $json := toJson . -}}
{{- if contains ":null" $json -}}
{{- $copy := dict "value" . | toJson | fromJson -}}
{{- template "svc.v1.withoutNulls" $copy -}}
{{- $json = toJson $copy.value -}}
{{- end -}}
{{- range regexFindAll "[\\x{7f}-\\x{9f}\\x{feff}\\x{fffe}\\x{ffff}]" $json -1 | uniq -}}
{{- $json = replace . (printf "%+q" . | trimAll "\"" | replace "x" "u00") $json -}}
{{- end -}}
{{- $json -}}
{{- end -}}

{{/* Removes the nulls from the maps in a value, at every depth. Prints nothing. */}}
{{- define "svc.v1.withoutNulls" -}}
{{- $value := . -}}
{{- if kindIs "slice" $value -}}
{{- range $value -}}{{- template "svc.v1.withoutNulls" . -}}{{- end -}}
{{- else if kindIs "map" $value -}}
{{- range $key := keys $value -}}
{{- $inner := index $value $key -}}
{{- if kindIs "invalid" $inner -}}{{- $_ := unset $value $key -}}{{- else -}}{{- template "svc.v1.withoutNulls" $inner -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
