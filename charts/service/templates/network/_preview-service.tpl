{{/* The Service by which the new pods are reached before the switch. Takes a workload. */}}
{{- define "svc.v1.previewService" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" (printf "%s-preview" .name)) | nindent 2 }}
spec:
  type: ClusterIP
  selector:
    {{- include "svc.v1.selectorLabels" . | nindent 4 }}
  ports:
    {{- include "svc.v1.servicePorts" (dict "root" .root "nodePorts" false) | trim | nindent 4 }}
{{- end -}}
