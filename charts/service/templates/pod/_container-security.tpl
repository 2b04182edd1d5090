{{/*
Security settings of a container: `restricted`, under the service's, under the container's own. Takes workload, own and
at (the path before its values).
*/}}
{{- define "svc.v1.securityContext" -}}
{{- if not (or .workload.values.securityContext .own) -}}
{{- template "svc.v1.restrictedContainer" -}}
{{- else -}}
{{- $context := include "svc.v1.restrictedContainer" . | fromYaml -}}
{{- template "svc.v1.merge" (dict "into" $context "values" .workload.values.securityContext) -}}
{{- template "svc.v1.merge" (dict "into" $context "values" .own) -}}
{{- template "svc.v1.pruneSeccompProfile" $context -}}
{{- if and $context.privileged (not $context.allowPrivilegeEscalation) -}}
{{- template "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind
  "key" (printf "%ssecurityContext.privileged" .at)
  "reason" "needs allowPrivilegeEscalation: true, since Kubernetes cannot keep a privileged process from more") -}}
{{- end -}}
{{- toYaml $context -}}
{{- end -}}
{{- end -}}
