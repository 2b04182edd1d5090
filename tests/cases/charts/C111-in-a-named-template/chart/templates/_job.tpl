{{- define "demo.job" -}}
{{ .root.Values.size }}: {{ .spec.weight }}{{ .root.Values.colour | quote }}
{{- end -}}
