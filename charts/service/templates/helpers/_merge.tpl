{{/*
Lays values over a map, which is changed. Maps merge, all else replaces; false, 0 and [] count; null and "" remove the
key. Takes into and values. Prints nothing.
*/}}
{{- define "svc.v1.merge" -}}
{{- with .values -}}
{{- $_ := mustMergeOverwrite $.into (mustDeepCopy .) -}}
{{- template "svc.v1.prune" $.into -}}
{{- end -}}
{{- end -}}

{{/* Removes null, "" and empty maps from a map, at every depth. Not for Kubernetes' own shapes, where emptyDir: {} means something. */}}
{{- define "svc.v1.prune" -}}
{{- $map := . -}}
{{- range $key := keys $map -}}
{{- $value := index $map $key -}}
{{- if kindIs "map" $value -}}
{{- template "svc.v1.prune" $value -}}
{{- if not $value -}}{{- $_ := unset $map $key -}}{{- end -}}
{{- else if or (kindIs "invalid" $value) (and (kindIs "string" $value) (not $value)) -}}
{{- $_ := unset $map $key -}}
{{- end -}}
{{- end -}}
{{- end -}}
