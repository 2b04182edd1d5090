{{/*
Adds an emptyDir for each writable path to the table, always with a limit: without one it can fill the node's disk or
memory. The default /tmp gives way to a volume that the values mount there. Takes workload and rows.
*/}}
{{- define "svc.v1.writableVolumes" -}}
{{- $workload := .workload -}}
{{- $rows := .rows -}}
{{- $own := or $workload.values.writablePaths dict -}}
{{- $paths := dict "tmp" (dict "path" "/tmp") -}}
{{- template "svc.v1.merge" (dict "into" $paths "values" $own) -}}
{{- range $id, $dir := $paths -}}
{{- $key := printf "writablePaths.%s.path" $id -}}
{{- if not $dir.path -}}
{{- template "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" $key "reason" "is missing") -}}
{{- end -}}
{{- if ne $dir.enabled false -}}
{{- $emptyDir := dict "sizeLimit" (or $dir.sizeLimit "64Mi") -}}
{{- with $dir.medium -}}{{- $_ := set $emptyDir "medium" . -}}{{- end -}}
{{- $_ := set $rows "all" (append $rows.all (dict "key" $key "name" (printf "writable-%s" $id) "mountPath" $dir.path
  "yields" (not (hasKey $own $id)) "source" (dict "emptyDir" $emptyDir))) -}}
{{- end -}}
{{- end -}}
{{- end -}}
