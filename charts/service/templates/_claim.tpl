{{/* The spec of a claim. Takes a volume of type pvc or ephemeral. */}}
{{- define "svc.v1.claimSpec" -}}
accessModes:
  {{- include "svc.v1.words" (.accessModes | default (list "ReadWriteOnce")) | trim | nindent 2 }}
{{- with .storageClass }}
storageClassName: {{ include "svc.v1.str" . }}
{{- end }}
resources:
  requests:
    storage: {{ include "svc.v1.str" .size }}
{{- end -}}
