{{/* "true" when an autoscaler owns the number of pods. Takes values. */}}
{{- define "svc.v1.autoscaled" -}}
{{- if and (.autoscaling).max (ne (.autoscaling).enabled false) -}}true{{- end -}}
{{- end -}}

{{/* The number in the manifest, none where an autoscaler has it alone. Takes values. */}}
{{- define "svc.v1.replicas" -}}
{{- if include "svc.v1.autoscaled" . -}}
{{- with .autoscaling -}}{{- if not (kindIs "invalid" .initialReplicas) -}}{{- template "svc.v1.text" .initialReplicas -}}{{- end -}}{{- end -}}
{{- else -}}
{{- template "svc.v1.or" (list .replicaCount 1) -}}
{{- end -}}
{{- end -}}

{{/* The fewest pods there are meant to be. Takes values. */}}
{{- define "svc.v1.fewestPods" -}}
{{- if include "svc.v1.autoscaled" . -}}
{{- template "svc.v1.or" (list .autoscaling.min 2) -}}
{{- else -}}
{{- template "svc.v1.or" (list .replicaCount 1) -}}
{{- end -}}
{{- end -}}

{{/*
The autoscaler of a workload that has a range of pods: KEDA's ScaledObject, which makes a HorizontalPodAutoscaler of its
own, as soon as there is a trigger. Takes a workload.
*/}}
{{- define "svc.v1.autoscaler" -}}
{{- $scaling := .values.autoscaling -}}
{{- $min := include "svc.v1.fewestPods" .values | int -}}
{{- $triggers := include "svc.v1.triggers" $scaling -}}
{{- $kind := empty $triggers | ternary "HorizontalPodAutoscaler" "ScaledObject" -}}
{{- if gt $min (int $scaling.max) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" $kind "key" (printf "%sautoscaling.min" .path)
  "reason" (printf "%d is more than max, %d" $min (int $scaling.max))) -}}
{{- end -}}
{{- if $triggers -}}
{{- template "svc.v1.scaledObject" (merge (dict "triggers" $triggers "min" $min) .) -}}
{{- else -}}
{{- template "svc.v1.horizontalPodAutoscaler" (merge (dict "min" $min) .) -}}
{{- end -}}
{{- end -}}

{{/* What an autoscaler moves. Takes a workload. */}}
{{- define "svc.v1.scaleTarget" -}}
apiVersion: {{ eq .kind "Rollout" | ternary "argoproj.io/v1alpha1" "apps/v1" }}
kind: {{ .kind }}
name: {{ quote .objectName }}
{{- end -}}
