{{/*
Whole objects as environment variables: the service's ConfigMaps, then envFrom; a later one wins. Takes workload,
envFrom and, when they count, configMaps.
*/}}
{{- define "svc.v1.envFrom" -}}
{{- $name := .workload.name -}}
{{- range $id, $map := .configMaps -}}
{{- if and $map.asEnv (ne $map.enabled false) }}
- configMapRef:
    name: {{ or $map.name (printf "%s-%s" $name $id) | quote }}
{{- end -}}
{{- end -}}
{{- range .envFrom -}}
{{- if ne .enabled false }}
- {{ if .secret }}secretRef{{ else }}configMapRef{{ end }}:
    name: {{ quote (or .secret .configMap) }}
    {{- if .optional }}
    optional: true
    {{- end }}
  {{- with .prefix }}
  prefix: {{ quote . }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
