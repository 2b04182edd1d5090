{{/*
Merges a patch into a map, which it changes, by the rules of
https://github.com/kubernetes/community/blob/master/contributors/devel/sig-api-machinery/strategic-merge-patch.md. There
is no null, which Helm versions treat differently. Takes root, kind, path, base and patch.
*/}}
{{- define "svc.v1.strategicMerge" -}}
{{- $outer := . -}}
{{- range $key, $value := .patch -}}
{{- $path := printf "%s.%s" $outer.path $key -}}
{{- $current := get $outer.base $key -}}
{{- if and (kindIs "map" $value) (hasKey $value "$patch") -}}
{{- if eq (index $value "$patch") "delete" -}}{{- $_ := unset $outer.base $key -}}
{{- else -}}{{- $_ := set $outer.base $key (omit $value "$patch") -}}{{- end -}}
{{- else if and (kindIs "map" $value) (kindIs "map" $current) -}}
{{- include "svc.v1.strategicMerge" (dict "root" $outer.root "kind" $outer.kind "path" $path "base" $current "patch" $value) -}}
{{- else if and (kindIs "slice" $value) (kindIs "slice" $current) -}}
{{- $merged := include "svc.v1.mergeList" (dict "root" $outer.root "kind" $outer.kind "path" $path "field" $key "base" $current "patch" $value) -}}
{{- $_ := set $outer.base $key (fromJsonArray $merged) -}}
{{- else -}}
{{- $_ := set $outer.base $key $value -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A list with a patch merged into it by its merge key, or the patch where it has none. Takes what a merge takes and field. */}}
{{- define "svc.v1.mergeList" -}}
{{- $outer := . -}}
{{- $mergeKey := include "svc.v1.mergeKey" . -}}
{{- $wanted := list -}}
{{- $replace := not $mergeKey -}}
{{- range .patch -}}
{{- if not (kindIs "map" .) -}}{{- $replace = true -}}{{- $wanted = append $wanted . -}}
{{- else if eq (get . "$patch") "replace" -}}{{- $replace = true -}}
{{- else -}}{{- $wanted = append $wanted . -}}{{- end -}}
{{- end -}}
{{- $merged := list -}}
{{- $seen := dict -}}
{{- if not $replace -}}
{{- $patches := dict -}}
{{- range $wanted -}}{{- $_ := set $patches (get . $mergeKey | toJson) . -}}{{- end -}}
{{- range .base -}}
{{- $id := get . $mergeKey | toJson -}}
{{- if hasKey $seen $id -}}
{{- include "svc.v1.fail" (dict "root" $outer.root "kind" $outer.kind "key" $outer.path "reason" (printf "two entries have the %s %s" $mergeKey $id)) -}}
{{- end -}}
{{- $_ := set $seen $id true -}}
{{- $patch := get $patches $id | default dict -}}
{{- if ne (get $patch "$patch") "delete" -}}
{{- include "svc.v1.strategicMerge" (dict "root" $outer.root "kind" $outer.kind "path" $outer.path "base" . "patch" $patch) -}}
{{- $merged = append $merged . -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $wanted -}}
{{- if $replace -}}{{- $merged = append $merged . -}}
{{- else if not (or (hasKey $seen (get . $mergeKey | toJson)) (hasKey . "$patch")) -}}{{- $merged = append $merged . -}}{{- end -}}
{{- end -}}
{{- toJson $merged -}}
{{- end -}}
