{{- define "demo.size" -}}
{{ .size | quote }}
{{- end -}}
