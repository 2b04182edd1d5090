{{/* The Service that gives each pod of a StatefulSet a name in DNS, ready or not: peers find each other to get ready. Takes a workload. */}}
{{- define "svc.v1.headlessService" -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" (printf "%s-headless" .name)) | nindent 2 }}
spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  selector:
    {{- include "svc.v1.selectorLabels" . | nindent 4 }}
  {{- with include "svc.v1.servicePorts" (dict "root" .root "nodePorts" false) }}
  ports:
    {{- . | trim | nindent 4 }}
  {{- end }}
{{- end -}}
