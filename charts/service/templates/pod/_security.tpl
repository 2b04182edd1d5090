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

{{/* Security settings of a container: Pod Security `restricted`. */}}
{{- define "svc.v1.restrictedContainer" -}}
allowPrivilegeEscalation: false
capabilities:
  drop:
  - ALL
privileged: false
readOnlyRootFilesystem: true
{{- end -}}

{{/* Removes the file of a profile whose type was overridden. Takes a merged security context. */}}
{{- define "svc.v1.pruneSeccompProfile" -}}
{{- with .seccompProfile -}}
{{- if ne .type "Localhost" -}}{{- $_ := unset . "localhostProfile" -}}{{- end -}}
{{- end -}}
{{- end -}}
