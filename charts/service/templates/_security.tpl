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
values and spec.
*/}}
{{- define "svc.v1.securityContext" -}}
{{- $context := dict
  "allowPrivilegeEscalation" false
  "privileged" false
  "readOnlyRootFilesystem" true
  "capabilities" (dict "drop" (list "ALL")) -}}
{{- include "svc.v1.merge" (dict "into" $context "values" .values.securityContext) -}}
{{- include "svc.v1.merge" (dict "into" $context "values" .spec.securityContext) -}}
{{- include "svc.v1.pruneSeccompProfile" $context -}}
{{- toYaml $context -}}
{{- end -}}

{{/* Removes the file of a profile whose type was overridden. Takes a merged security context. */}}
{{- define "svc.v1.pruneSeccompProfile" -}}
{{- with .seccompProfile -}}
{{- if ne .type "Localhost" -}}{{- $_ := unset . "localhostProfile" -}}{{- end -}}
{{- end -}}
{{- end -}}
