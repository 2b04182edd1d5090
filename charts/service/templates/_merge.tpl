{{/*
Values over defaults, as JSON. Maps merge, all else replaces; false, 0 and [] count; null and "" remove the key.
Takes defaults and values.
*/}}
{{- define "svc.v1.merge" -}}
{{- $merged := .defaults -}}
{{- with .values -}}
{{- $merged = mustMergeOverwrite (mustDeepCopy $merged) (mustDeepCopy .) -}}
{{- include "svc.v1.prune" $merged -}}
{{- end -}}
{{- toJson $merged -}}
{{- end -}}

{{/* Removes null, "" and empty maps from a map, at every depth. Not for Kubernetes' own shapes, where emptyDir: {} means something. */}}
{{- define "svc.v1.prune" -}}
{{- $map := . -}}
{{- range $key := keys $map -}}
{{- $value := index $map $key -}}
{{- if kindIs "map" $value -}}
{{- include "svc.v1.prune" $value -}}
{{- if not $value -}}{{- $_ := unset $map $key -}}{{- end -}}
{{- else if or (kindIs "invalid" $value) (and (kindIs "string" $value) (not $value)) -}}
{{- $_ := unset $map $key -}}
{{- end -}}
{{- end -}}
{{- end -}}
