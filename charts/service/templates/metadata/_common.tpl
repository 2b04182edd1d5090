{{/*
What all objects of a service have in their metadata, as `common` beside .Values: made for the first object, and kept for
the others. Takes root. Prints nothing.
*/}}
{{- define "svc.v1.keepCommon" -}}
{{- if not .common -}}
{{- $labels := mergeOverwrite dict (or (.Values.global).labels dict) (or .Values.commonLabels dict) -}}
{{- $_ := set . "common" (dict
  "chartLabels" (include "svc.v1.chartLabels" .)
  "userLabels" $labels
  "labels" (include "svc.v1.lines" $labels)
  "annotations" (include "svc.v1.lines" .Values.commonAnnotations)) -}}
{{- end -}}
{{- end -}}
