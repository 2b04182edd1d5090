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
{{- $directive := and (kindIs "map" $value) (hasKey $value "$patch") -}}
{{- if and (not $directive) (has (kindOf $current) (list "map" "slice")) (ne (kindOf $value) (kindOf $current)) -}}
{{- template "svc.v1.fail" (dict "root" $outer.root "kind" $outer.kind "key" $path
  "reason" (printf "must be a %s, as in the object" (kindIs "map" $current | ternary "map" "list"))) -}}
{{- end -}}
{{- if $directive -}}
{{- if eq (index $value "$patch") "delete" -}}{{- $_ := unset $outer.base $key -}}
{{- else -}}{{- $_ := set $outer.base $key (omit $value "$patch") -}}{{- end -}}
{{- else if kindIs "map" $value -}}
{{- $base := ternary $current dict (kindIs "map" $current) -}}
{{- template "svc.v1.strategicMerge" (dict "root" $outer.root "kind" $outer.kind "path" $path "base" $base "patch" $value) -}}
{{- $_ := set $outer.base $key $base -}}
{{- else if kindIs "slice" $value -}}
{{- $base := ternary $current list (kindIs "slice" $current) -}}
{{- $merged := include "svc.v1.mergeList" (dict "root" $outer.root "kind" $outer.kind "path" $path "field" $key "base" $base "patch" $value) -}}
{{- $_ := set $outer.base $key (fromJsonArray $merged) -}}
{{- else -}}
{{- $_ := set $outer.base $key $value -}}
{{- end -}}
{{- end -}}
{{- end -}}
