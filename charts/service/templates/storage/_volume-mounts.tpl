{{/* Where a container finds the volumes, the same in each container of a pod. Takes the table of volumes. */}}
{{- define "svc.v1.volumeMounts" -}}
{{- range . }}
- name: {{ quote .name }}
  mountPath: {{ quote .mountPath }}
  {{- with .subPath }}
  subPath: {{ quote . }}
  {{- end }}
  {{- if .readOnly }}
  readOnly: true
  {{- end }}
{{- end -}}
{{- end -}}
