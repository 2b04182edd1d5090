{{/*
The metadata of an object. Takes workload, name and, when there are any, annotations (the user's) and argocd (ours, by
the part of the key after argocd.argoproj.io/). The labels keep root.common.
*/}}
{{- define "svc.v1.metadata" -}}
{{- $root := .workload.root -}}
{{- $shared := $root.Values.commonAnnotations -}}
{{- $own := .annotations -}}
name: {{ quote .name }}
labels:
  {{- include "svc.v1.labels" .workload | nindent 2 }}
{{- if or .argocd $shared $own }}
annotations:
  {{- range $key, $value := .argocd }}
  {{- $full := printf "argocd.argoproj.io/%s" $key }}
  {{- if not (or (and $shared (hasKey $shared $full)) (and $own (hasKey $own $full))) }}
  {{ $full }}: {{ quote $value }}
  {{- end }}
  {{- end }}
  {{- if $own }}
  {{- include "svc.v1.overlay" (list $shared $own) | nindent 2 }}
  {{- else }}
  {{- $root.common.annotations | nindent 2 }}
  {{- end }}
{{- end }}
{{- end -}}
