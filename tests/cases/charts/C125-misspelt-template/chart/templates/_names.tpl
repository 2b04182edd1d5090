{{- define "demo.fullname" }}{{ .Release.Name }}{{ end }}
