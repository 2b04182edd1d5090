{{/*
Rights and who has them: a Role and a RoleBinding, or those of the cluster, whose name carries the namespace. Takes
root, scope ("" or "Cluster"), name and rules.
*/}}
{{- define "svc.v1.rbac" -}}
{{- $metadata := dict "workload" (dict "root" .root) "name" .name "argocd" (dict "sync-wave" "-20") }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .scope }}Role
metadata:
  {{- include "svc.v1.metadata" $metadata | nindent 2 }}
rules:
  {{- .rules | trim | nindent 2 }}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: {{ .scope }}RoleBinding
metadata:
  {{- include "svc.v1.metadata" $metadata | nindent 2 }}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .scope }}Role
  name: {{ quote .name }}
subjects:
  - kind: ServiceAccount
    name: {{ quote (include "svc.v1.serviceAccountName" .root) }}
    namespace: {{ quote .root.Release.Namespace }}
{{- end -}}

{{/* The rules that are not switched off, sorted by id. Takes rules. */}}
{{- define "svc.v1.rbacRules" -}}
{{- range $rule := . -}}
{{- if ne $rule.enabled false -}}
{{- $separator := "- " -}}
{{- range $field := list "apiGroups" "nonResourceURLs" "resourceNames" "resources" "verbs" -}}
{{- with index $rule $field }}
{{ $separator }}{{ $field }}:
    {{- include "svc.v1.words" . | trim | nindent 4 }}
{{- $separator = "  " -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
