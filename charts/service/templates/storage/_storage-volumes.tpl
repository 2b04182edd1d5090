{{/* Adds claims and scratch space to the table. A claim that a StatefulSet makes for each pod has no source. Takes workload and rows. */}}
{{- define "svc.v1.storageVolumes" -}}
{{- $name := .workload.name -}}
{{- $templates := eq .workload.kind "StatefulSet" -}}
{{- $rows := .rows -}}
{{- range $id, $volume := .workload.values.persistence -}}
{{- if ne $volume.enabled false -}}
{{- $source := dict "persistentVolumeClaim" (dict "claimName" (printf "%s-%s" $name $id)) -}}
{{- if and $templates (eq $volume.type "pvc") -}}
{{- $source = dict -}}
{{- else if eq $volume.type "existing" -}}
{{- $source = dict "persistentVolumeClaim" (dict "claimName" $volume.claimName) -}}
{{- else if eq $volume.type "ephemeral" -}}
{{- $source = dict "ephemeral" (dict "volumeClaimTemplate" (dict "spec" (include "svc.v1.claimSpec" $volume | fromYaml))) -}}
{{- else if eq $volume.type "emptyDir" -}}
{{- $source = dict "emptyDir" (dict "sizeLimit" (or $volume.size "1Gi")) -}}
{{- with $volume.medium -}}{{- $_ := set $source.emptyDir "medium" . -}}{{- end -}}
{{- end -}}
{{- $_ := set $rows "all" (append $rows.all (dict "key" (printf "persistence.%s.mountPath" $id) "name" (printf "storage-%s" $id)
  "mountPath" $volume.mountPath "subPath" $volume.subPath "readOnly" $volume.readOnly "source" $source)) -}}
{{- end -}}
{{- end -}}
{{- end -}}
