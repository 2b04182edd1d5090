{{/* The three labels of every selector, frozen for ever. Takes a workload. */}}
{{- define "svc.v1.selectorLabels" -}}
app.kubernetes.io/name: {{ include "svc.v1.name" .root | quote }}
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ quote .component }}
{{- end -}}

{{/*
The labels of every object's metadata. The chart's is a constant: under an alias .Chart.Name is the alias. Takes a
workload, and its labels when the object has some of its own.
*/}}
{{- define "svc.v1.labels" -}}
{{- $values := .root.Values -}}
{{- $global := $values.global | default dict -}}
{{- include "svc.v1.selectorLabels" . }}
app.kubernetes.io/managed-by: {{ .root.Release.Service | quote }}
{{- with $values.partOf }}
app.kubernetes.io/part-of: {{ quote . }}
{{- end }}
helm.sh/chart: {{ printf "service-%s" .root.Chart.Version | include "svc.v1.labelValue" | quote }}
{{- with $global.environment }}
helmwright.dev/environment: {{ quote . }}
{{- end }}
{{- with $global.clusterName }}
helmwright.dev/cluster: {{ quote . }}
{{- end }}
{{- $own := $values.commonLabels -}}
{{- with .labels -}}{{- $own = mergeOverwrite dict ($own | default dict) . -}}{{- end -}}
{{- include "svc.v1.overlay" (list $global.labels $own) }}
{{- end -}}

{{/* The labels of pods. Nothing in them moves with the chart, since every change restarts the pods. Takes a workload. */}}
{{- define "svc.v1.podLabels" -}}
{{- include "svc.v1.selectorLabels" . }}
{{- with .values.image.tag }}
app.kubernetes.io/version: {{ include "svc.v1.text" . | include "svc.v1.labelValue" | quote }}
{{- end }}
{{- include "svc.v1.lines" .values.podLabels }}
{{- end -}}

{{/* A version or a tag as a label value: "1.0.0+5" becomes "1.0.0_5", and what is cut at 63 ends well. */}}
{{- define "svc.v1.labelValue" -}}
{{- . | replace "+" "_" | trunc 63 | trimAll "-_." -}}
{{- end -}}
