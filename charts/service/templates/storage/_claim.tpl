{{/* The spec of a claim. Takes a volume of type pvc or ephemeral. */}}
{{- define "svc.v1.claimSpec" -}}
accessModes:
  {{- include "svc.v1.words" (or .accessModes (list "ReadWriteOnce")) | trim | nindent 2 }}
{{- with .storageClass }}
storageClassName: {{ quote . }}
{{- end }}
resources:
  requests:
    storage: {{ quote .size }}
{{- end -}}
