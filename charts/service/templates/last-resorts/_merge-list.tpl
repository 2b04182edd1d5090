{{/* A list with a patch merged into it by its merge key, or the patch where it has none. Takes what a merge takes and field. */}}
{{- define "svc.v1.mergeList" -}}
{{- $outer := . -}}
{{- $mergeKey := include "svc.v1.mergeKey" . -}}
{{- $wanted := list -}}
{{- $patches := dict -}}
{{- $replace := not $mergeKey -}}
{{- range .patch -}}
{{- if not (kindIs "map" .) -}}{{- $replace = true -}}{{- $wanted = append $wanted . -}}
{{- else if eq (get . "$patch") "replace" -}}{{- $replace = true -}}
{{- else -}}
{{- $_ := set $patches (get . $mergeKey | toJson) . -}}
{{- if not (hasKey . "$patch") -}}{{- $wanted = append $wanted . -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- $merged := list -}}
{{- $seen := dict -}}
{{- if not $replace -}}
{{- range .base -}}
{{- $id := get . $mergeKey | toJson -}}
{{- if hasKey $seen $id -}}
{{- template "svc.v1.fail" (dict "root" $outer.root "kind" $outer.kind "key" $outer.path "reason" (printf "two entries have the %s %s" $mergeKey $id)) -}}
{{- end -}}
{{- $_ := set $seen $id true -}}
{{- $patch := or (get $patches $id) dict -}}
{{- if ne (get $patch "$patch") "delete" -}}
{{- template "svc.v1.strategicMerge" (dict "root" $outer.root "kind" $outer.kind "path" $outer.path "base" . "patch" $patch) -}}
{{- $merged = append $merged . -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $wanted -}}
{{- if or $replace (not (hasKey $seen (get . $mergeKey | toJson))) -}}{{- $merged = append $merged . -}}{{- end -}}
{{- end -}}
{{- toJson $merged -}}
{{- end -}}
