{{/*
An emptyDir for each writable path, as JSON. The default /tmp gives way to a volume that the values mount there. Takes
workload and taken: the paths of those volumes.
*/}}
{{- define "svc.v1.writableVolumes" -}}
{{- $workload := .workload -}}
{{- $taken := .taken -}}
{{- $own := $workload.values.writablePaths | default dict -}}
{{- $paths := dict "tmp" (dict "path" "/tmp") -}}
{{- include "svc.v1.merge" (dict "into" $paths "values" $own) -}}
{{- $table := list -}}
{{- range $id, $dir := $paths -}}
{{- $key := printf "writablePaths.%s.path" $id -}}
{{- if not $dir.path -}}
{{- include "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" $key "reason" "is missing") -}}
{{- end -}}
{{- if and (ne $dir.enabled false) (or (hasKey $own $id) (not (hasKey $taken $dir.path))) -}}
{{- $source := include "svc.v1.emptyDir" (dict "limit" ($dir.sizeLimit | default "64Mi") "medium" $dir.medium) | fromJson -}}
{{- $table = append $table (dict "key" $key "name" (printf "writable-%s" $id) "mountPath" $dir.path "source" (dict "emptyDir" $source)) -}}
{{- end -}}
{{- end -}}
{{- toJson $table -}}
{{- end -}}

{{/* An emptyDir as JSON, always with a limit: without one it can fill the node's disk or memory. Takes limit and medium. */}}
{{- define "svc.v1.emptyDir" -}}
{{- $emptyDir := dict "sizeLimit" .limit -}}
{{- with .medium -}}{{- $_ := set $emptyDir "medium" . -}}{{- end -}}
{{- toJson $emptyDir -}}
{{- end -}}
