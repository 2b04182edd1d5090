{{/* Security settings of a pod: Pod Security `restricted`, under the values. Takes values. */}}
{{- define "svc.v1.podSecurityContext" -}}
{{- $context := dict
  "runAsNonRoot" true
  "runAsUser" 10001
  "runAsGroup" 10001
  "fsGroup" 10001
  "fsGroupChangePolicy" "OnRootMismatch"
  "seccompProfile" (dict "type" "RuntimeDefault") -}}
{{- include "svc.v1.merge" (dict "into" $context "values" .podSecurityContext) -}}
{{- include "svc.v1.pruneSeccompProfile" $context -}}
{{- $sysctls := list -}}
{{- range $name, $value := $context.sysctls -}}
{{- $sysctls = append $sysctls (dict "name" $name "value" $value) -}}
{{- end -}}
{{- with $sysctls -}}{{- $_ := set $context "sysctls" . -}}{{- end -}}
{{- toYaml $context -}}
{{- end -}}

{{/*
Security settings of a container: Pod Security `restricted`, under the service's, under the container's own. Takes
workload, spec and at, as a container does.
*/}}
{{- define "svc.v1.securityContext" -}}
{{- $context := dict
  "allowPrivilegeEscalation" false
  "privileged" false
  "readOnlyRootFilesystem" true
  "capabilities" (dict "drop" (list "ALL")) -}}
{{- include "svc.v1.merge" (dict "into" $context "values" .workload.values.securityContext) -}}
{{- include "svc.v1.merge" (dict "into" $context "values" .spec.securityContext) -}}
{{- include "svc.v1.pruneSeccompProfile" $context -}}
{{- if and $context.privileged (not $context.allowPrivilegeEscalation) -}}
{{- include "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind
  "key" (printf "%ssecurityContext.privileged" .at)
  "reason" "needs allowPrivilegeEscalation: true, since Kubernetes cannot keep a privileged process from more") -}}
{{- end -}}
{{- toYaml $context -}}
{{- end -}}

{{/* Removes the file of a profile whose type was overridden. Takes a merged security context. */}}
{{- define "svc.v1.pruneSeccompProfile" -}}
{{- with .seccompProfile -}}
{{- if ne .type "Localhost" -}}{{- $_ := unset . "localhostProfile" -}}{{- end -}}
{{- end -}}
{{- end -}}
