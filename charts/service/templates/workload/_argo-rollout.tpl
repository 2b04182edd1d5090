{{/* A Rollout of Argo Rollouts, with the pod template of a Deployment. Takes a workload. */}}
{{- define "svc.v1.argoRollout" -}}
{{- $rollout := or .values.rollout dict -}}
apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata:
  {{- include "svc.v1.workloadMetadata" . | nindent 2 }}
spec:
  {{- with include "svc.v1.replicas" .values }}
  replicas: {{ . }}
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

{{/* Some new pods first, more after each pause; half of them at last when no steps are given. Without a traffic router a weight is a share of the pods. Takes a workload. */}}
{{- define "svc.v1.canary" -}}
{{- $strategy := or .values.strategy dict -}}
canary:
  maxSurge: {{ template "svc.v1.or" (list $strategy.maxSurge "25%") }}
  maxUnavailable: {{ template "svc.v1.or" (list $strategy.maxUnavailable 0) }}
  {{- $steps := (.values.rollout).steps -}}
  {{- if kindIs "invalid" $steps -}}{{- $steps = list (dict "weight" 10) (dict "weight" 50) -}}{{- end -}}
  {{- with $steps }}
  steps:
    {{- range . }}
    - setWeight: {{ int .weight }}
    {{- if .manual }}
    - pause: {}
    {{- else }}
    - pause:
        duration: {{ template "svc.v1.or" (list .pauseSeconds 300) }}
    {{- end }}
    {{- end }}
  {{- end }}
{{- end -}}
