{{/*
The rules of affinity: the values', and with `keepApart` a rule against nodes that have a pod of the workload, unless
the values have such rules. Pods of an older rollout count too, so that `hard` needs a node more than there are pods.
A rule that a values file sets to null is none. Takes a workload.
*/}}
{{- define "svc.v1.affinity" -}}
{{- $given := dict -}}
{{- range $kind, $rules := .values.affinity -}}
{{- range $when, $rule := $rules -}}
{{- if ne (kindOf $rule) "invalid" -}}{{- $_ := set $given $kind (set (or (get $given $kind) dict) $when $rule) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- range $kind, $rules := $given }}
{{ $kind }}: {{ template "svc.v1.fragment" $rules }}
{{- end -}}
{{- if and .values.keepApart (not $given.podAntiAffinity) }}
podAntiAffinity:
  {{- if eq .values.keepApart "soft" }}
  preferredDuringSchedulingIgnoredDuringExecution:
    - weight: 100
      podAffinityTerm:
        {{- include "svc.v1.sameNode" . | nindent 8 }}
  {{- else }}
  requiredDuringSchedulingIgnoredDuringExecution:
    {{- include "svc.v1.sameNode" . | indent 2 | trim | printf "- %s" | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}

{{/* A node with a pod of the workload. Takes a workload. */}}
{{- define "svc.v1.sameNode" -}}
topologyKey: kubernetes.io/hostname
labelSelector:
  matchLabels:
    {{- include "svc.v1.selectorLabels" . | nindent 4 }}
{{- end -}}
