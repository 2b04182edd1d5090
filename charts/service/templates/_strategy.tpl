{{/*
How new pods replace old ones. A pod that must wait for the ReadWriteOnce claim of the pod it replaces waits for ever,
so there the old ones stop first. Takes values.
*/}}
{{- define "svc.v1.strategy" -}}
{{- $type := "RollingUpdate" -}}
{{- range .persistence -}}
{{- $modes := .accessModes | default (list "ReadWriteOnce") -}}
{{- if and (ne .enabled false) (eq .type "pvc") (or (has "ReadWriteOnce" $modes) (has "ReadWriteOncePod" $modes)) -}}
{{- $type = "Recreate" -}}
{{- end -}}
{{- end -}}
{{- $type = (.strategy).type | default $type -}}
type: {{ $type }}
{{- if eq $type "RollingUpdate" }}
rollingUpdate:
  maxSurge: {{ include "svc.v1.or" (list (.strategy).maxSurge "25%") }}
  maxUnavailable: {{ include "svc.v1.or" (list (.strategy).maxUnavailable 0) }}
{{- end }}
{{- end -}}
