{{/*
Affinity: the values', and with `keepApart` a rule against nodes that have a pod of the workload, unless the values have
such rules. Pods of an older rollout count too, so that `hard` needs a node more than there are pods. Takes a workload.
*/}}
{{- define "svc.v1.affinity" -}}
{{- $affinity := dict -}}
{{- with .values.keepApart -}}
{{- $term := dict "topologyKey" "kubernetes.io/hostname" "labelSelector" (dict "matchLabels" (include "svc.v1.selectorLabels" $ | fromYaml)) -}}
{{- $rules := dict "requiredDuringSchedulingIgnoredDuringExecution" (list $term) -}}
{{- if eq . "soft" -}}
{{- $rules = dict "preferredDuringSchedulingIgnoredDuringExecution" (list (dict "weight" 100 "podAffinityTerm" $term)) -}}
{{- end -}}
{{- $_ := set $affinity "podAntiAffinity" $rules -}}
{{- end -}}
{{- range $kind, $rules := .values.affinity -}}
{{- with $rules -}}{{- $_ := set $affinity $kind . -}}{{- end -}}
{{- end -}}
{{- with $affinity -}}{{- dict "affinity" . | toYaml -}}{{- end -}}
{{- end -}}
