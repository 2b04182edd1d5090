{{/* A StatefulSet. Takes a workload. */}}
{{- define "svc.v1.statefulSet" -}}
{{- $own := .values.workload -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  {{- include "svc.v1.workloadMetadata" . | nindent 2 }}
spec:
  {{- with include "svc.v1.replicas" .values }}
  replicas: {{ . }}
  {{- end }}
  serviceName: {{ quote (printf "%s-headless" .name) }}
  podManagementPolicy: {{ or $own.podManagementPolicy "OrderedReady" }}
  persistentVolumeClaimRetentionPolicy:
    whenDeleted: {{ or ($own.claimRetention).whenDeleted "Retain" }}
    whenScaled: {{ or ($own.claimRetention).whenScaled "Retain" }}
  {{- include "svc.v1.rollout" . | nindent 2 }}
  updateStrategy:
    type: RollingUpdate
    rollingUpdate:
      partition: {{ or $own.partition 0 | int }}
  selector:
    matchLabels:
      {{- include "svc.v1.selectorLabels" . | nindent 6 }}
  template:
    {{- include "svc.v1.podTemplate" . | nindent 4 }}
  {{- with include "svc.v1.claimTemplates" . }}
  volumeClaimTemplates:
    {{- . | trim | nindent 4 }}
  {{- end }}
{{- end -}}

{{/*
A claim of each pod for each volume of type pvc. They can never change, so nothing in their labels may move. Argo CD
compares them with what the API server fills in: https://github.com/argoproj/argo-cd/issues/11143. Takes a workload.
*/}}
{{- define "svc.v1.claimTemplates" -}}
{{- $workload := . -}}
{{- range $id, $volume := .values.persistence -}}
{{- if and (eq $volume.type "pvc") (ne $volume.enabled false) }}
- apiVersion: v1
  kind: PersistentVolumeClaim
  metadata:
    name: {{ quote (printf "storage-%s" $id) }}
    labels:
      {{- include "svc.v1.selectorLabels" $workload | nindent 6 }}
  spec:
    {{- include "svc.v1.claimSpec" $volume | nindent 4 }}
{{- end -}}
{{- end -}}
{{- end -}}
