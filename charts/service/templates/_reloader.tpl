{{/* The metadata of what keeps pods running, with the Secrets that Reloader watches. Takes a workload. */}}
{{- define "svc.v1.workloadMetadata" -}}
{{- $annotations := dict -}}
{{- if (.values.reloader).enabled -}}{{- $annotations = include "svc.v1.reloaderAnnotations" . | fromJson -}}{{- end -}}
{{- include "svc.v1.metadata" (dict "workload" . "name" .objectName "annotations" $annotations) -}}
{{- end -}}

{{/* The names of the Secrets that pods use, for Reloader, as annotations in JSON. Takes a workload. */}}
{{- define "svc.v1.reloaderAnnotations" -}}
{{- $workload := . -}}
{{- $names := list -}}
{{- range $field := include "svc.v1.secretFields" $ | fromJsonArray -}}
{{- range $id, $secret := index $workload.values $field -}}
{{- if and (ne $secret.enabled false) (or $secret.env $secret.mountPath) -}}
{{- $names = append $names ($secret.name | default (printf "%s-%s" $workload.name $id)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range .values.envFrom -}}
{{- if and .secret (ne .enabled false) -}}{{- $names = append $names .secret -}}{{- end -}}
{{- end -}}
{{- $annotations := dict -}}
{{- with $names -}}{{- $_ := set $annotations "secret.reloader.stakater.com/reload" (sortAlpha . | uniq | join ",") -}}{{- end -}}
{{- toJson $annotations -}}
{{- end -}}
