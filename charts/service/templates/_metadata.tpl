{{/*
The metadata of an object. Takes workload, name and, when there are any, annotations (the user's) and argocd (ours, by
the part of the key after argocd.argoproj.io/).
*/}}
{{- define "svc.v1.metadata" -}}
name: {{ include "svc.v1.str" .name }}
labels:
  {{- include "svc.v1.labels" .workload | nindent 2 }}
{{- $annotations := dict -}}
{{- range $key, $value := .argocd -}}
{{- $_ := set $annotations (printf "argocd.argoproj.io/%s" $key) $value -}}
{{- end -}}
{{- with mergeOverwrite $annotations (.workload.root.Values.commonAnnotations | default dict) (.annotations | default dict) }}
annotations:
  {{- include "svc.v1.lines" . | trim | nindent 2 }}
{{- end }}
{{- end -}}
