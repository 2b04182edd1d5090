{{/* The ServiceAccount that the pods run as. */}}
{{- define "svc.v1.serviceAccountName" -}}
{{- $account := or .Values.serviceAccount dict -}}
{{- if $account.name -}}{{- $account.name -}}
{{- else if eq $account.create false -}}default
{{- else -}}{{- template "svc.v1.name" . -}}{{- end -}}
{{- end -}}

{{/* Whether pods have a token of the Kubernetes API: only with rights there, unless the values say. Takes values. */}}
{{- define "svc.v1.automount" -}}
{{- template "svc.v1.or" (list (.serviceAccount).automount (not (empty .rbac))) -}}
{{- end -}}
