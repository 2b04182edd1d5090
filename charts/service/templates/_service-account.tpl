{{/* The ServiceAccount that the pods run as. */}}
{{- define "svc.v1.serviceAccountName" -}}
{{- $account := .Values.serviceAccount | default dict -}}
{{- if $account.name -}}{{- $account.name -}}
{{- else if eq $account.create false -}}default
{{- else -}}{{- include "svc.v1.name" . -}}{{- end -}}
{{- end -}}
