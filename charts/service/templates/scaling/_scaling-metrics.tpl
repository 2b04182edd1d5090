{{/*
The metrics of the autoscaler. Kubernetes hands them back with CPU last, and Argo CD compares lists in order. Takes a
workload.
*/}}
{{- define "svc.v1.scalingMetrics" -}}
{{- $scaling := .values.autoscaling -}}
{{- $metrics := "" -}}
{{- with $scaling.memory }}{{- $metrics = print $metrics (include "svc.v1.utilization" (dict "resource" "memory" "percent" .)) -}}{{- end -}}
{{- range $scaling.metrics -}}
{{- if ne .enabled false -}}{{- $metrics = print $metrics "\n- " (include "svc.v1.fragment" (omit . "enabled")) -}}{{- end -}}
{{- end -}}
{{- with $scaling.cpu }}{{- $metrics = print $metrics (include "svc.v1.utilization" (dict "resource" "cpu" "percent" .)) -}}{{- end -}}
{{- if not $metrics -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" "HorizontalPodAutoscaler" "key" (printf "%sautoscaling" .path) "reason" "has no metric to scale by"
  "allowed" (list "cpu" "memory" "metrics")) -}}
{{- end -}}
{{- $metrics -}}
{{- end -}}

{{- define "svc.v1.utilization" }}
- type: Resource
  resource:
    name: {{ .resource }}
    target:
      type: Utilization
      averageUtilization: {{ int .percent }}
{{- end -}}
