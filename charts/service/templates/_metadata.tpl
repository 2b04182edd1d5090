{{/*
The metadata of an object. Takes workload, name and, when there are any, annotations (the user's) and argocd (ours, by
the part of the key after argocd.argoproj.io/).
*/}}
{{- define "svc.v1.metadata" -}}
name: {{ quote .name }}
labels:
  {{- include "svc.v1.labels" .workload | nindent 2 }}
{{- $shared := .workload.root.Values.commonAnnotations | default dict -}}
{{- $own := .annotations | default dict -}}
{{- if or .argocd $shared $own }}
annotations:
  {{- range $key, $value := .argocd }}
  {{- $full := printf "argocd.argoproj.io/%s" $key }}
  {{- if not (or (hasKey $shared $full) (hasKey $own $full)) }}
  {{ $full }}: {{ quote $value }}
  {{- end }}
  {{- end }}
  {{- include "svc.v1.overlay" (list $shared $own) | nindent 2 }}
{{- end }}
{{- end -}}
