{{/*
The init containers, with the service's image and resources unless they have their own. Sidecars come first, so that
init containers can use them, and keep running. Takes workload and mounts.
*/}}
{{- define "svc.v1.initContainers" -}}
{{- $workload := .workload -}}
{{- $values := .workload.values -}}
{{- $mounts := .mounts -}}
{{- range $id, $own := $values.sidecars -}}
{{- if ne $own.enabled false -}}
{{- include "svc.v1.checkContainer" (dict "workload" $workload "field" "sidecars" "id" $id) -}}
{{- $spec := merge (dict "image" ($own.image | default $values.image)) $own }}
{{ include "svc.v1.container" (dict "workload" $workload "name" $id "spec" $spec "mounts" $mounts "sidecar" $id
  "at" (printf "%ssidecars.%s." $workload.path $id) "ports" $values.ports) }}
  restartPolicy: Always
{{- end -}}
{{- end -}}
{{- range $id, $own := $values.initContainers -}}
{{- if ne $own.enabled false -}}
{{- include "svc.v1.checkContainer" (dict "workload" $workload "field" "initContainers" "id" $id) -}}
{{- $spec := merge (dict "image" ($own.image | default $values.image) "resources" ($own.resources | default $values.resources)) $own }}
{{ include "svc.v1.container" (dict "workload" $workload "name" $id "spec" $spec "mounts" $mounts "sidecar" ""
  "at" (printf "%sinitContainers.%s." $workload.path $id)) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Refuses a container with the name of another one. Takes workload, field and id. */}}
{{- define "svc.v1.checkContainer" -}}
{{- $refusal := dict "root" .workload.root "kind" .workload.kind "key" (printf "%s%s.%s" .workload.path .field .id) -}}
{{- if eq .id .workload.name -}}
{{- include "svc.v1.fail" (set $refusal "reason" "the service's own container has this name") -}}
{{- end -}}
{{- $sidecar := get (.workload.values.sidecars | default dict) .id -}}
{{- if and (eq .field "initContainers") $sidecar (ne $sidecar.enabled false) -}}
{{- include "svc.v1.fail" (set $refusal "reason" "a sidecar has this name") -}}
{{- end -}}
{{- end -}}
