{{/* The metadata of what keeps pods running, with the Secrets that Reloader watches. Takes a workload, with argocd if it has such annotations. */}}
{{- define "svc.v1.workloadMetadata" -}}
{{- $annotations := dict -}}
{{- if (.values.reloader).enabled -}}
{{- with include "svc.v1.watchedSecrets" . -}}{{- $_ := set $annotations "secret.reloader.stakater.com/reload" . -}}{{- end -}}
{{- end -}}
{{- template "svc.v1.metadata" (dict "workload" . "name" .objectName "annotations" $annotations "argocd" .argocd) -}}
{{- end -}}

{{/* The names of the Secrets that pods use. Takes a workload. */}}
{{- define "svc.v1.watchedSecrets" -}}
{{- $workload := . -}}
{{- $names := list -}}
{{- range $field := include "svc.v1.secretFields" $ | fromJsonArray -}}
{{- range $id, $secret := index $workload.values $field -}}
{{- if and (ne $secret.enabled false) (or $secret.env $secret.mountPath) -}}
{{- $names = append $names (or $secret.name (printf "%s-%s" $workload.name $id)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range .values.envFrom -}}
{{- if and .secret (ne .enabled false) -}}{{- $names = append $names .secret -}}{{- end -}}
{{- end -}}
{{- sortAlpha $names | uniq | join "," -}}
{{- end -}}
