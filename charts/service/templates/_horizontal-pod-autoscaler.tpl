{{/* The HorizontalPodAutoscaler of a workload that has a range of pods. Takes a workload. */}}
{{- define "svc.v1.horizontalPodAutoscaler" -}}
{{- $scaling := .values.autoscaling -}}
{{- $min := include "svc.v1.fewestPods" .values | int -}}
{{- if gt $min (int $scaling.max) -}}
{{- include "svc.v1.fail" (dict "root" .root "kind" "HorizontalPodAutoscaler" "key" (printf "%sautoscaling.min" .path)
  "reason" (printf "%d is more than max, %d" $min (int $scaling.max))) -}}
{{- end -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName "argocd" (dict "sync-wave" "5")) | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: {{ eq .kind "Rollout" | ternary "argoproj.io/v1alpha1" "apps/v1" }}
    kind: {{ .kind }}
    name: {{ include "svc.v1.str" .objectName }}
  minReplicas: {{ $min }}
  maxReplicas: {{ int $scaling.max }}
  metrics:
    {{- include "svc.v1.scalingMetrics" . | trim | nindent 4 }}
  {{- with include "svc.v1.merge" (dict "defaults" dict "values" $scaling.behavior) | fromJson }}
  behavior:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
