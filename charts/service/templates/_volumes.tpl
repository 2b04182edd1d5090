{{/*
The volumes of a pod and where they are mounted, as JSON: the one table that `volumes` and every container's
`volumeMounts` are printed from. Takes a workload.
*/}}
{{- define "svc.v1.volumeTable" -}}
{{- $workload := . -}}
{{- $table := include "svc.v1.configVolumes" . | fromJsonArray -}}
{{- with .values -}}
{{- if or .csiSecrets .externalSecrets .sealedSecrets .secretRefs -}}
{{- $table = concat $table (include "svc.v1.secretVolumes" $ | fromJsonArray) -}}
{{- end -}}
{{- end -}}
{{- $table = concat $table (include "svc.v1.storageVolumes" . | fromJsonArray) -}}
{{- $owners := dict -}}
{{- range $table -}}{{- $_ := set $owners .mountPath .key -}}{{- end -}}
{{- $table = concat $table (include "svc.v1.writableVolumes" (dict "workload" . "taken" $owners) | fromJsonArray) -}}
{{- $owners = dict -}}
{{- range $volume := $table -}}
{{- with get $owners $volume.mountPath -}}
{{- include "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" $volume.key "reason" (printf "%s is the same path" .)) -}}
{{- end -}}
{{- $_ := set $owners $volume.mountPath $volume.key -}}
{{- end -}}
{{- toJson $table -}}
{{- end -}}

{{/* Mounted ConfigMaps. Takes a workload. */}}
{{- define "svc.v1.configVolumes" -}}
{{- $name := .name -}}
{{- $table := list -}}
{{- range $id, $map := .values.configMaps -}}
{{- if and $map.mountPath (ne $map.enabled false) -}}
{{- $source := dict "configMap" (dict "name" (printf "%s-%s" $name $id)) -}}
{{- $table = append $table (dict "key" (printf "configMaps.%s.mountPath" $id) "name" (printf "config-%s" $id)
  "mountPath" $map.mountPath "readOnly" true "source" $source) -}}
{{- end -}}
{{- end -}}
{{- toJson $table -}}
{{- end -}}

{{/* The volumes of a pod, but those of claims that a StatefulSet makes for it. Takes the table. */}}
{{- define "svc.v1.volumes" -}}
{{- range . -}}
{{- if .source }}
- name: {{ quote .name }}
  {{- toYaml .source | nindent 2 }}
{{- end -}}
{{- end -}}
{{- end -}}
