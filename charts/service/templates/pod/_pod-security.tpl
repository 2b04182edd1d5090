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
