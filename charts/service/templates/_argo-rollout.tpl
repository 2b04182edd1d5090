{{/* A Rollout of Argo Rollouts, with the pod template of a Deployment. Takes a workload. */}}
{{- define "svc.v1.argoRollout" -}}
{{- $rollout := .values.rollout | default dict -}}
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName
    "argocd" (dict "sync-options" "SkipDryRunOnMissingResource=true")) | nindent 2 }}
spec:
  {{- if not (include "svc.v1.autoscaled" .values) }}
  replicas: {{ include "svc.v1.fewestPods" .values }}
  {{- end }}
  {{- include "svc.v1.rollout" . | nindent 2 }}
  strategy:
    {{- if eq $rollout.type "blueGreen" }}
    {{- include "svc.v1.blueGreen" . | nindent 4 }}
    {{- else }}
    {{- include "svc.v1.canary" . | nindent 4 }}
    {{- end }}
  selector:
    matchLabels:
      {{- include "svc.v1.selectorLabels" . | nindent 6 }}
  template:
    {{- include "svc.v1.podTemplate" . | nindent 4 }}
{{- end -}}

{{/* Some new pods first, more after each pause. Without a traffic router a weight is a share of the pods. Takes a workload. */}}
{{- define "svc.v1.canary" -}}
{{- $strategy := .values.strategy | default dict -}}
canary:
  maxSurge: {{ include "svc.v1.or" (list $strategy.maxSurge "25%") }}
  maxUnavailable: {{ include "svc.v1.or" (list $strategy.maxUnavailable 0) }}
  {{- with (.values.rollout).steps }}
  steps:
    {{- range . }}
    - setWeight: {{ int .weight }}
    {{- if .manual }}
    - pause: {}
    {{- else }}
    - pause:
        duration: {{ include "svc.v1.or" (list .pauseSeconds 300) }}
    {{- end }}
    {{- end }}
  {{- end }}
{{- end -}}

{{/* All new pods beside the old ones, then the switch of the Service. Takes a workload. */}}
{{- define "svc.v1.blueGreen" -}}
{{- $rollout := .values.rollout -}}
{{- if or (eq (.values.service).enabled false) (not (include "svc.v1.exposed" .values.ports)) -}}
{{- include "svc.v1.fail" (dict "root" .root "kind" .kind "key" "rollout.type" "reason" "blueGreen has no Service to switch"
  "allowed" (list "canary")) -}}
{{- end -}}
blueGreen:
  activeService: {{ include "svc.v1.str" .name }}
  previewService: {{ include "svc.v1.str" (printf "%s-preview" .name) }}
  autoPromotionEnabled: {{ include "svc.v1.or" (list $rollout.autoPromotion true) }}
  {{- with $rollout.autoPromotionSeconds }}
  autoPromotionSeconds: {{ int . }}
  {{- end }}
  scaleDownDelaySeconds: {{ $rollout.scaleDownDelaySeconds | default 30 | int }}
{{- end -}}

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
