{{/*
Fills the table of a pod's volumes and where they are mounted: the one that `volumes` and every container's
`volumeMounts` are printed from. Takes a workload and rows, a map whose `all` becomes the table, `mounts` what each container
has of it by its id, and `own` what the workload's own one has. Prints nothing.
*/}}
{{- define "svc.v1.volumeTable" -}}
{{- $rows := .rows -}}
{{- $_ := set $rows "all" list -}}
{{- $values := .workload.values -}}
{{- if $values.configMaps -}}{{- template "svc.v1.configVolumes" . -}}{{- end -}}
{{- if or $values.csiSecrets $values.externalSecrets $values.sealedSecrets $values.secretRefs -}}{{- template "svc.v1.secretVolumes" . -}}{{- end -}}
{{- if $values.persistence -}}{{- template "svc.v1.storageVolumes" . -}}{{- end -}}
{{- template "svc.v1.writableVolumes" . -}}
{{- template "svc.v1.mountTable" . -}}
{{- end -}}

{{/* Adds mounted ConfigMaps to the table. Takes workload and rows. */}}
{{- define "svc.v1.configVolumes" -}}
{{- $name := .workload.name -}}
{{- $rows := .rows -}}
{{- range $id, $map := .workload.values.configMaps -}}
{{- if and $map.mountPath (ne $map.enabled false) -}}
{{- if and $map.file $map.data (not (hasKey (or $map.data dict) $map.file)) -}}
{{- template "svc.v1.fail" (dict "root" $.workload.root "kind" $.workload.kind "key" (printf "configMaps.%s.file" $id)
  "reason" (printf "data has no key %q" $map.file) "allowed" (keys $map.data)) -}}
{{- end -}}
{{- $source := dict "configMap" (dict "name" (or $map.name (printf "%s-%s" $name $id))) -}}
{{- $_ := set $rows "all" (append $rows.all (dict "key" (printf "configMaps.%s.mountPath" $id) "name" (printf "config-%s" $id)
  "mountPath" $map.mountPath "subPath" $map.file "readOnly" true "source" $source)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The volumes of a pod that a container uses, but those of claims that a StatefulSet makes for it. Takes the table. */}}
{{- define "svc.v1.volumes" -}}
{{- range . -}}
{{- if and .used .source }}
- name: {{ quote .name }}
  {{- range $kind, $source := .source }}
  {{ $kind }}: {{ toJson $source }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
