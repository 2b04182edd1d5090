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

{{/* Claims and scratch space. A claim that a StatefulSet makes for each pod has no source. Takes a workload. */}}
{{- define "svc.v1.storageVolumes" -}}
{{- $name := .name -}}
{{- $templates := eq .kind "StatefulSet" -}}
{{- $table := list -}}
{{- range $id, $volume := .values.persistence -}}
{{- if ne $volume.enabled false -}}
{{- $source := dict "persistentVolumeClaim" (dict "claimName" (printf "%s-%s" $name $id)) -}}
{{- if and $templates (eq $volume.type "pvc") -}}
{{- $source = dict -}}
{{- else if eq $volume.type "existing" -}}
{{- $source = dict "persistentVolumeClaim" (dict "claimName" $volume.claimName) -}}
{{- else if eq $volume.type "emptyDir" -}}
{{- $source = dict "emptyDir" (include "svc.v1.emptyDir" (dict "limit" ($volume.size | default "1Gi") "medium" $volume.medium) | fromJson) -}}
{{- end -}}
{{- $table = append $table (dict "key" (printf "persistence.%s.mountPath" $id) "name" (printf "storage-%s" $id)
  "mountPath" $volume.mountPath "subPath" $volume.subPath "readOnly" $volume.readOnly "source" $source) -}}
{{- end -}}
{{- end -}}
{{- toJson $table -}}
{{- end -}}
