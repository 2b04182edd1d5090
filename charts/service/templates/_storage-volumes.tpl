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
{{- else if eq $volume.type "ephemeral" -}}
{{- $source = dict "ephemeral" (dict "volumeClaimTemplate" (dict "spec" (include "svc.v1.claimSpec" $volume | fromYaml))) -}}
{{- else if eq $volume.type "emptyDir" -}}
{{- $source = dict "emptyDir" (include "svc.v1.emptyDir" (dict "limit" ($volume.size | default "1Gi") "medium" $volume.medium) | fromJson) -}}
{{- end -}}
{{- $table = append $table (dict "key" (printf "persistence.%s.mountPath" $id) "name" (printf "storage-%s" $id)
  "mountPath" $volume.mountPath "subPath" $volume.subPath "readOnly" $volume.readOnly "source" $source) -}}
{{- end -}}
{{- end -}}
{{- toJson $table -}}
{{- end -}}
