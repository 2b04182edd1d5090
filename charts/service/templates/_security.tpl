{{/* Security settings of a pod: Pod Security `restricted`, under the values. Takes values. */}}
{{- define "svc.v1.podSecurityContext" -}}
{{- $defaults := dict
  "runAsNonRoot" true
  "runAsUser" 10001
  "runAsGroup" 10001
  "fsGroup" 10001
  "fsGroupChangePolicy" "OnRootMismatch"
  "seccompProfile" (dict "type" "RuntimeDefault") -}}
{{- $merged := include "svc.v1.merge" (dict "defaults" $defaults "values" .podSecurityContext) | fromJson -}}
{{- include "svc.v1.pruneSeccompProfile" $merged -}}
{{- $sysctls := list -}}
{{- range $name, $value := $merged.sysctls -}}
{{- $sysctls = append $sysctls (dict "name" $name "value" $value) -}}
{{- end -}}
{{- with $sysctls -}}{{- $_ := set $merged "sysctls" . -}}{{- end -}}
{{- toYaml $merged -}}
{{- end -}}

{{/*
Security settings of a container: Pod Security `restricted`, under the service's, under the container's own. Takes
values and spec.
*/}}
{{- define "svc.v1.securityContext" -}}
{{- $defaults := dict
  "allowPrivilegeEscalation" false
  "privileged" false
  "readOnlyRootFilesystem" true
  "capabilities" (dict "drop" (list "ALL")) -}}
{{- $merged := include "svc.v1.merge" (dict "defaults" $defaults "values" .values.securityContext) | fromJson -}}
{{- $merged = include "svc.v1.merge" (dict "defaults" $merged "values" .spec.securityContext) | fromJson -}}
{{- include "svc.v1.pruneSeccompProfile" $merged -}}
{{- toYaml $merged -}}
{{- end -}}

{{/* Removes the file of a profile whose type was overridden. Takes a merged security context. */}}
{{- define "svc.v1.pruneSeccompProfile" -}}
{{- with .seccompProfile -}}
{{- if ne .type "Localhost" -}}{{- $_ := unset . "localhostProfile" -}}{{- end -}}
{{- end -}}
{{- end -}}
