{{/* Where a container finds the volumes, the same in each container of a pod. Takes the table of volumes. */}}
{{- define "svc.v1.volumeMounts" -}}
{{- range . }}
- name: {{ include "svc.v1.str" .name }}
  mountPath: {{ include "svc.v1.str" .mountPath }}
  {{- with .subPath }}
  subPath: {{ include "svc.v1.str" . }}
  {{- end }}
  {{- if .readOnly }}
  readOnly: true
  {{- end }}
{{- end -}}
{{- end -}}
