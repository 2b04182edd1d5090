{{/*
The init containers, with the service's image and resources unless they have their own. Sidecars come first, so that
init containers can use them, and keep running; those that start after them last. Takes workload and shared.
*/}}
{{- define "svc.v1.initContainers" -}}
{{- $workload := .workload -}}
{{- $values := .workload.values -}}
{{- $shared := .shared -}}
{{- if $values.sidecars -}}
{{- template "svc.v1.sidecars" (dict "workload" $workload "shared" $shared "start" "before") -}}
{{- end -}}
{{- range $id, $own := $values.initContainers -}}
{{- if ne $own.enabled false -}}
{{- template "svc.v1.checkContainer" (dict "workload" $workload "field" "initContainers" "id" $id) -}}
{{- $spec := merge (dict "image" (or $own.image $values.image) "resources" (or $own.resources $values.resources)) $own }}
{{ template "svc.v1.container" (dict "workload" $workload "name" $id "spec" $spec "shared" $shared "security" $own.securityContext "sidecar" ""
  "at" (printf "%sinitContainers.%s." $workload.path $id)) }}
{{- end -}}
{{- end -}}
{{- if $values.sidecars -}}
{{- template "svc.v1.sidecars" (dict "workload" $workload "shared" $shared "start" "after") -}}
{{- end -}}
{{- end -}}

{{/* The sidecars that start at a time, sorted by id; those that start with the service are plain containers. Takes workload, shared and start. */}}
{{- define "svc.v1.sidecars" -}}
{{- $outer := . -}}
{{- $values := .workload.values -}}
{{- range $id, $own := $values.sidecars -}}
{{- if and (ne $own.enabled false) (eq (or $own.start "before") $outer.start) -}}
{{- template "svc.v1.checkContainer" (dict "workload" $outer.workload "field" "sidecars" "id" $id) -}}
{{- $spec := merge (dict "image" (or $own.image $values.image)) $own }}
{{ template "svc.v1.container" (dict "workload" $outer.workload "name" $id "spec" $spec "shared" $outer.shared "security" $own.securityContext "sidecar" $id
  "at" (printf "%ssidecars.%s." $outer.workload.path $id) "ports" $values.ports) }}
{{- if ne $outer.start "with" }}
  restartPolicy: Always
{{- end -}}
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
