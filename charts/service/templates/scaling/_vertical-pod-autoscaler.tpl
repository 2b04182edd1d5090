{{/*
A VerticalPodAutoscaler of the workload's own container; sidecars keep what they ask for. Nothing when it is switched
off. Takes a workload.
*/}}
{{- define "svc.v1.verticalPodAutoscaler" -}}
{{- $workload := . -}}
{{- $vertical := .values.verticalPodAutoscaler -}}
{{- if and $vertical.updateMode (ne $vertical.enabled false) -}}
{{- $resources := or $vertical.controlledResources (list "cpu" "memory") -}}
{{- range $resource := $resources -}}
{{- if and (include "svc.v1.autoscaled" $workload.values) (index $workload.values.autoscaling $resource) (ne $vertical.updateMode "Off") -}}
{{- template "svc.v1.fail" (dict "root" $workload.root "kind" "VerticalPodAutoscaler" "key" (printf "%sverticalPodAutoscaler.controlledResources" $workload.path)
  "reason" (printf "autoscaling scales by %s, which this one would change under it" $resource)) -}}
{{- end -}}
{{- end }}
---
apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" .objectName
    "argocd" (dict "sync-options" "SkipDryRunOnMissingResource=true")) | nindent 2 }}
spec:
  targetRef:
    {{- include "svc.v1.scaleTarget" . | nindent 4 }}
  updatePolicy:
    updateMode: {{ quote $vertical.updateMode }}
    {{- with $vertical.minReplicas }}
    minReplicas: {{ int . }}
    {{- end }}
  resourcePolicy:
    containerPolicies:
      - containerName: {{ quote .name }}
        controlledResources:
          {{- include "svc.v1.words" $resources | trim | nindent 10 }}
        {{- with include "svc.v1.given" (dict "values" $vertical "keys" (list "controlledValues" "maxAllowed" "minAllowed")) }}
        {{- . | nindent 8 }}
        {{- end }}
      - containerName: "*"
        mode: "Off"
{{- end -}}
{{- end -}}
