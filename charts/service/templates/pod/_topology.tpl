{{/*
Topology spread constraints: over zones and nodes by wish, under the values. Only pods of one rollout are compared,
else the old ones push the new ones aside. None for pods that end or have their node. Takes a workload.
*/}}
{{- define "svc.v1.topologySpread" -}}
{{- $workload := . -}}
{{- $constraints := dict
  "zone" (dict "topologyKey" "topology.kubernetes.io/zone")
  "node" (dict "topologyKey" "kubernetes.io/hostname") -}}
{{- $revision := get (dict "Deployment" "pod-template-hash" "Rollout" "rollouts-pod-template-hash" "StatefulSet" "controller-revision-hash") .kind -}}
{{- if $revision -}}
{{- template "svc.v1.merge" (dict "into" $constraints "values" .values.topologySpread) -}}
{{- $selector := include "svc.v1.selectorLabels" . -}}
{{- range $id, $constraint := $constraints -}}
{{- if not $constraint.topologyKey -}}
{{- template "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" (printf "topologySpread.%s.topologyKey" $id) "reason" "is missing") -}}
{{- end -}}
{{- if ne $constraint.enabled false }}
- topologyKey: {{ quote $constraint.topologyKey }}
  maxSkew: {{ or $constraint.maxSkew 1 | int }}
  whenUnsatisfiable: {{ or $constraint.whenUnsatisfiable "ScheduleAnyway" }}
  {{- with $constraint.minDomains }}
  minDomains: {{ int . }}
  {{- end }}
  labelSelector:
    matchLabels:
      {{- $selector | nindent 6 }}
  matchLabelKeys:
    - {{ $revision }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
