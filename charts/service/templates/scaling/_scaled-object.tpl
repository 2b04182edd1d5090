{{/* A ScaledObject of KEDA. Takes a workload, min and triggers. */}}
{{- define "svc.v1.scaledObject" -}}
{{- $scaling := .values.autoscaling -}}
{{- if $scaling.metrics -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" "ScaledObject" "key" (printf "%sautoscaling.metrics" .path)
  "reason" "KEDA makes the HorizontalPodAutoscaler, and takes no metrics beside its triggers" "allowed" (list "cpu" "memory" "triggers")) -}}
{{- end -}}
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName
    "argocd" (dict "sync-options" "SkipDryRunOnMissingResource=true")) | nindent 2 }}
spec:
  scaleTargetRef:
    {{- include "svc.v1.scaleTarget" . | nindent 4 }}
  minReplicaCount: {{ .min }}
  maxReplicaCount: {{ int $scaling.max }}
  {{- with $scaling.pollingInterval }}
  pollingInterval: {{ int . }}
  {{- end }}
  {{- if not (kindIs "invalid" $scaling.cooldownPeriod) }}
  cooldownPeriod: {{ int $scaling.cooldownPeriod }}
  {{- end }}
  {{- with $scaling.fallback }}
  fallback:
    failureThreshold: {{ int .failureThreshold }}
    replicas: {{ int .replicas }}
  {{- end }}
  {{- $behavior := dict }}
  {{- template "svc.v1.merge" (dict "into" $behavior "values" $scaling.behavior) }}
  {{- with $behavior }}
  advanced:
    horizontalPodAutoscalerConfig:
      behavior:
        {{- toYaml . | nindent 8 }}
  {{- end }}
  triggers:
    {{- .triggers | trim | nindent 4 }}
    {{- range $resource := list "cpu" "memory" }}
    {{- with index $scaling $resource }}
    - type: {{ $resource }}
      metricType: Utilization
      metadata:
        value: {{ int . | quote }}
    {{- end }}
    {{- end }}
{{- end -}}

{{/* The triggers that are not switched off, sorted by id. Takes scaling. */}}
{{- define "svc.v1.triggers" -}}
{{- range $id, $trigger := .triggers -}}
{{- if ne $trigger.enabled false }}
- name: {{ quote $id }}
  {{- include "svc.v1.given" (dict "values" $trigger "keys" (list "authenticationRef" "metricType" "type" "useCachedMetrics")) | nindent 2 }}
  metadata:
    {{- include "svc.v1.lines" $trigger.metadata | trim | nindent 4 }}
{{- end -}}
{{- end -}}
{{- end -}}
