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
{{- include "svc.v1.merge" (dict "into" $constraints "values" .values.topologySpread) -}}
{{- range $id, $constraint := $constraints -}}
{{- if not $constraint.topologyKey -}}
{{- include "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" (printf "topologySpread.%s.topologyKey" $id) "reason" "is missing") -}}
{{- end -}}
{{- if ne $constraint.enabled false }}
- topologyKey: {{ include "svc.v1.str" $constraint.topologyKey }}
  maxSkew: {{ $constraint.maxSkew | default 1 | int }}
  whenUnsatisfiable: {{ $constraint.whenUnsatisfiable | default "ScheduleAnyway" }}
  {{- with $constraint.minDomains }}
  minDomains: {{ int . }}
  {{- end }}
  labelSelector:
    matchLabels:
      {{- include "svc.v1.selectorLabels" $workload | nindent 6 }}
  matchLabelKeys:
    - {{ $revision }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
