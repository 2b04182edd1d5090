{{/* The init containers, with the service's image and resources unless they have their own. Takes workload and volumes. */}}
{{- define "svc.v1.initContainers" -}}
{{- $workload := .workload -}}
{{- $volumes := .volumes -}}
{{- range $id, $own := $workload.values.initContainers -}}
{{- if ne $own.enabled false -}}
{{- if eq $id $workload.name -}}
{{- include "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" (printf "initContainers.%s" $id) "reason" "the service's own container has this name") -}}
{{- end -}}
{{- $spec := merge (dict "image" ($own.image | default $workload.values.image) "resources" ($own.resources | default $workload.values.resources)) $own }}
{{ include "svc.v1.container" (dict "workload" $workload "name" $id "spec" $spec "key" (printf "initContainers.%s.env" $id) "volumes" $volumes) }}
{{- end -}}
{{- end -}}
{{- end -}}
