{{/* The filters that change headers, which both kinds of route have. Takes the filters. */}}
{{- define "svc.v1.headerFilters" -}}
{{- $filters := . -}}
{{- range $field := list "requestHeaderModifier" "responseHeaderModifier" -}}
{{- with index $filters $field }}
- type: {{ $field | title }}
  {{ $field }}:
    {{- $modifier := . }}
    {{- range $change := list "set" "add" }}
    {{- with index $modifier $change }}
    {{ $change }}:
      {{- range $name, $value := . }}
      - name: {{ quote $name }}
        value: {{ quote $value }}
      {{- end }}
    {{- end }}
    {{- end }}
    {{- with .remove }}
    remove:
      {{- include "svc.v1.words" . | trim | nindent 6 }}
    {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
