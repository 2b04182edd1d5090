{{/*
The init containers, with the service's image and resources unless they have their own. Sidecars come first, so that
init containers can use them, and keep running. Takes workload and shared.
*/}}
{{- define "svc.v1.initContainers" -}}
{{- $workload := .workload -}}
{{- $values := .workload.values -}}
{{- $shared := .shared -}}
{{- range $id, $own := $values.sidecars -}}
{{- if ne $own.enabled false -}}
{{- template "svc.v1.checkContainer" (dict "workload" $workload "field" "sidecars" "id" $id) -}}
{{- $spec := merge (dict "image" (or $own.image $values.image)) $own }}
{{ template "svc.v1.container" (dict "workload" $workload "name" $id "spec" $spec "shared" $shared "security" $own.securityContext "sidecar" $id
  "at" (printf "%ssidecars.%s." $workload.path $id) "ports" $values.ports) }}
  restartPolicy: Always
{{- end -}}
{{- end -}}
{{- range $id, $own := $values.initContainers -}}
{{- if ne $own.enabled false -}}
{{- template "svc.v1.checkContainer" (dict "workload" $workload "field" "initContainers" "id" $id) -}}
{{- $spec := merge (dict "image" (or $own.image $values.image) "resources" (or $own.resources $values.resources)) $own }}
{{ template "svc.v1.container" (dict "workload" $workload "name" $id "spec" $spec "shared" $shared "security" $own.securityContext "sidecar" ""
  "at" (printf "%sinitContainers.%s." $workload.path $id)) }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Refuses a container with the name of another one. Takes workload, field and id. */}}
{{- define "svc.v1.checkContainer" -}}
{{- $refusal := dict "root" .workload.root "kind" .workload.kind "key" (printf "%s%s.%s" .workload.path .field .id) -}}
{{- if eq .id .workload.name -}}
{{- template "svc.v1.fail" (set $refusal "reason" "the service's own container has this name") -}}
{{- end -}}
{{- $sidecar := get (or .workload.values.sidecars dict) .id -}}
{{- if and (eq .field "initContainers") $sidecar (ne $sidecar.enabled false) -}}
{{- template "svc.v1.fail" (set $refusal "reason" "a sidecar has this name") -}}
{{- end -}}
{{- end -}}
