{{/* The spec of a Job. Takes a workload with a restartPolicy. */}}
{{- define "svc.v1.jobSpec" -}}
backoffLimit: {{ template "svc.v1.or" (list .values.backoffLimit 2) }}
activeDeadlineSeconds: {{ or .values.activeDeadlineSeconds 3600 | int }}
{{- with .values.ttlSecondsAfterFinished }}
ttlSecondsAfterFinished: {{ int . }}
{{- end }}
template:
  {{- include "svc.v1.podTemplate" . | nindent 2 }}
{{- end -}}

{{/* Refuses a name that leaves no room for what Kubernetes or the chart puts after it. Takes a workload and most. */}}
{{- define "svc.v1.checkLength" -}}
{{- if gt (len .workload.objectName) .most -}}
{{- template "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind "key" (trimSuffix "." .workload.path)
  "reason" (printf "the name %q has %d characters, more than %d" .workload.objectName (len .workload.objectName) .most)) -}}
{{- end -}}
{{- end -}}
