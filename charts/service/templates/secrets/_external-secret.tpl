{{/*
What an ExternalSecret reads. Takes root, id and secret.
*/}}
{{- define "svc.v1.externalSecretData" -}}
{{- $outer := . -}}
{{- $keys := list -}}
{{- range $key, $remote := .secret.data -}}
{{- if ne $remote.enabled false -}}
{{- if not $keys }}
data:
{{- end -}}
{{- $keys = append $keys $key }}
  - secretKey: {{ quote $key }}
    remoteRef:
      {{- include "svc.v1.remoteRef" $remote | nindent 6 }}
{{- end -}}
{{- end -}}
{{- with .secret.extract }}
dataFrom:
  - extract:
      {{- include "svc.v1.remoteRef" (dict "key" .) | nindent 6 }}
{{- end -}}
{{- range $name, $key := .secret.env -}}
{{- if not (or $outer.secret.extract (has $key $keys)) -}}
{{- template "svc.v1.fail" (dict "root" $outer.root "kind" "ExternalSecret" "key" (printf "externalSecrets.%s.env.%s" $outer.id $name)
  "reason" (printf "data has no key %q" $key) "allowed" $keys) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/*
A reference to a remote value. The operator's defaults are printed, since it writes them into the object, which
Argo CD would report as a difference. Takes key and, when set, property and version.
*/}}
{{- define "svc.v1.remoteRef" -}}
{{- $defaults := dict "conversionStrategy" "Default" "decodingStrategy" "None" "metadataPolicy" "None" -}}
{{- include "svc.v1.lines" (merge $defaults (omit . "enabled")) | trim -}}
{{- end -}}
