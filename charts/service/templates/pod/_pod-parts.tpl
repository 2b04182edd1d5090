{{/* The user's annotations, and a checksum of the ConfigMaps in use: their change restarts the pods. Takes a workload. */}}
{{- define "svc.v1.podAnnotations" -}}
{{- $used := dict -}}
{{- range $id, $map := .values.configMaps -}}
{{- if and (ne $map.enabled false) (not $map.name) (or $map.mountPath $map.asEnv) -}}{{- $_ := set $used $id $map.data -}}{{- end -}}
{{- end -}}
{{- $annotations := dict -}}
{{- with $used -}}{{- $_ := set $annotations "checksum/config" (toJson . | sha256sum) -}}{{- end -}}
{{- with mergeOverwrite $annotations (or .values.podAnnotations dict) -}}{{- template "svc.v1.lines" . -}}{{- end -}}
{{- end -}}

{{/* Name resolution inside the pods. Takes values. */}}
{{- define "svc.v1.podDNS" -}}
{{- with .dnsConfig -}}
{{- template "svc.v1.given" (dict "values" . "keys" (list "nameservers" "searches")) }}
{{- with .options }}
options:
  {{- range $name, $value := . }}
  - name: {{ quote $name }}
    {{- with $value }}
    value: {{ quote . }}
    {{- end }}
  {{- end }}
{{- end }}
{{- end -}}
{{- end -}}
