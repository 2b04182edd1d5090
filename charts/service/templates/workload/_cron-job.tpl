{{/* A CronJob. Takes a workload with a restartPolicy. */}}
{{- define "svc.v1.cronJob" -}}
{{- template "svc.v1.checkLength" (dict "workload" . "most" 52) -}}
apiVersion: batch/v1
kind: CronJob
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName) | nindent 2 }}
spec:
  schedule: {{ quote .values.schedule }}
  {{- with .values.timeZone }}
  timeZone: {{ quote . }}
  {{- end }}
  concurrencyPolicy: {{ or .values.concurrencyPolicy "Forbid" }}
  startingDeadlineSeconds: {{ or .values.startingDeadlineSeconds 3600 | int }}
  {{- if .values.suspend }}
  suspend: true
  {{- end }}
  successfulJobsHistoryLimit: {{ template "svc.v1.or" (list .values.successfulJobsHistoryLimit 3) }}
  failedJobsHistoryLimit: {{ template "svc.v1.or" (list .values.failedJobsHistoryLimit 1) }}
  jobTemplate:
    metadata:
      labels:
        {{- include "svc.v1.selectorLabels" . | nindent 8 }}
    spec:
      {{- include "svc.v1.jobSpec" . | nindent 6 }}
{{- end -}}
