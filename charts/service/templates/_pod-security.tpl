{{/* Security settings of a pod: Pod Security `restricted`. */}}
{{- define "svc.v1.restrictedPod" -}}
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
runAsGroup: 10001
runAsNonRoot: true
runAsUser: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Security settings of a pod: `restricted`, under the values. Takes values. */}}
{{- define "svc.v1.podSecurityContext" -}}
{{- if not .podSecurityContext -}}
{{- template "svc.v1.restrictedPod" -}}
{{- else -}}
{{- $context := include "svc.v1.restrictedPod" . | fromYaml -}}
{{- template "svc.v1.merge" (dict "into" $context "values" .podSecurityContext) -}}
{{- template "svc.v1.pruneSeccompProfile" $context -}}
{{- $sysctls := list -}}
{{- range $name, $value := $context.sysctls -}}
{{- $sysctls = append $sysctls (dict "name" $name "value" $value) -}}
{{- end -}}
{{- with $sysctls -}}{{- $_ := set $context "sysctls" . -}}{{- end -}}
{{- toYaml $context -}}
{{- end -}}
{{- end -}}
