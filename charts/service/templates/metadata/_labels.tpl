{{/*
The three labels of every selector, frozen for ever. Takes a workload; an object of the whole service, such as its
ServiceAccount, has no component.
*/}}
{{- define "svc.v1.selectorLabels" -}}
app.kubernetes.io/name: "{{ template "svc.v1.name" .root }}"
app.kubernetes.io/instance: "{{ .root.Release.Name }}"
{{- with .component }}
app.kubernetes.io/component: "{{ . }}"
{{- end -}}
{{- end -}}

{{/* The labels of every object's metadata. Takes a workload, and its labels when the object has some of its own. */}}
{{- define "svc.v1.labels" -}}
{{- template "svc.v1.keepCommon" .root -}}
{{- template "svc.v1.selectorLabels" . }}
{{ .root.common.chartLabels }}
{{- if .labels -}}
{{- template "svc.v1.overlay" (list .root.common.userLabels .labels) -}}
{{- else -}}
{{- .root.common.labels -}}
{{- end -}}
{{- end -}}

{{/*
The labels of all objects that no user may choose. The chart's name is a constant: under an alias .Chart.Name is the alias.
Takes root.
*/}}
{{- define "svc.v1.chartLabels" -}}
app.kubernetes.io/managed-by: {{ quote .Release.Service }}
{{- with .Values.partOf }}
app.kubernetes.io/part-of: {{ quote . }}
{{- end }}
helm.sh/chart: {{ printf "service-%s" .Chart.Version | include "svc.v1.labelValue" | quote }}
{{- with .Values.global }}
{{- with .environment }}
helmwright.dev/environment: {{ quote . }}
{{- end }}
{{- with .clusterName }}
helmwright.dev/cluster: {{ quote . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The labels of pods. Nothing in them moves with the chart, since every change restarts the pods. Takes a workload. */}}
{{- define "svc.v1.podLabels" -}}
{{- template "svc.v1.selectorLabels" . }}
{{- with .values.image.tag }}
app.kubernetes.io/version: {{ include "svc.v1.text" . | include "svc.v1.labelValue" | quote }}
{{- end }}
{{- template "svc.v1.lines" .values.podLabels }}
{{- end -}}

{{/* A version or a tag as a label value: "1.0.0+5" becomes "1.0.0_5", and what is cut at 63 ends well. */}}
{{- define "svc.v1.labelValue" -}}
{{- . | replace "+" "_" | trunc 63 | trimAll "-_." -}}
{{- end -}}
