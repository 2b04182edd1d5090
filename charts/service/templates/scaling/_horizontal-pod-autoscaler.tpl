{{/*
A HorizontalPodAutoscaler. Takes a workload and min. The annotation lets KEDA's webhook admit a ScaledObject that takes its
place: what goes is pruned last.
*/}}
{{- define "svc.v1.horizontalPodAutoscaler" -}}
{{- $scaling := .values.autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName
    "annotations" (dict "validations.keda.sh/hpa-ownership" "false")) | nindent 2 }}
spec:
  scaleTargetRef:
    {{- include "svc.v1.scaleTarget" . | nindent 4 }}
  minReplicas: {{ .min }}
  maxReplicas: {{ int $scaling.max }}
  metrics:
    {{- include "svc.v1.scalingMetrics" . | trim | nindent 4 }}
  {{- $behavior := dict }}
  {{- template "svc.v1.merge" (dict "into" $behavior "values" $scaling.behavior) }}
  {{- with $behavior }}
  behavior:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
