{{/* The reference of an image. Takes root and image. */}}
{{- define "svc.v1.image" -}}
{{- $path := .image.repository -}}
{{- with or .image.registry (.root.Values.global).imageRegistry -}}
{{- $path = printf "%s/%s" . $path -}}
{{- end -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $path .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $path (include "svc.v1.text" .image.tag) -}}
{{- end -}}
{{- end -}}
