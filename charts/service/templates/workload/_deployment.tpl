{{/* A Deployment. Takes a workload. */}}
{{- define "svc.v1.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "svc.v1.workloadMetadata" . | nindent 2 }}
spec:
  {{- with include "svc.v1.replicas" .values }}
  replicas: {{ . }}
  {{- end }}
  {{- include "svc.v1.rollout" . | nindent 2 }}
  strategy:
    {{- include "svc.v1.strategy" . | nindent 4 }}
  selector:
    matchLabels:
      {{- include "svc.v1.selectorLabels" . | nindent 6 }}
  template:
    {{- include "svc.v1.podTemplate" . | nindent 4 }}
{{- end -}}
