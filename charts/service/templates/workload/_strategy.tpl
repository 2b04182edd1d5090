{{/*
How new pods replace old ones. A pod that must wait for the ReadWriteOnce claim of the pod it replaces waits for ever,
so there the old ones stop first. Takes a workload.
*/}}
{{- define "svc.v1.strategy" -}}
{{- $type := "RollingUpdate" -}}
{{- range .values.persistence -}}
{{- if and (ne .enabled false) (include "svc.v1.singleNode" .) -}}{{- $type = "Recreate" -}}{{- end -}}
{{- end -}}
{{- $strategy := or .values.strategy dict -}}
{{- $type = or $strategy.type $type -}}
type: {{ $type }}
{{- if eq $type "RollingUpdate" }}
{{- $surge := include "svc.v1.or" (list $strategy.maxSurge "25%") -}}
{{- $unavailable := include "svc.v1.or" (list $strategy.maxUnavailable 0) -}}
{{- if and (has $surge (list "0" "0%")) (has $unavailable (list "0" "0%")) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" .kind "key" (printf "%sstrategy.maxSurge" .path)
  "reason" "no pod can be replaced while maxSurge and maxUnavailable are both 0") -}}
{{- end }}
rollingUpdate:
  maxSurge: {{ $surge }}
  maxUnavailable: {{ $unavailable }}
{{- end }}
{{- end -}}

{{/* "true" for a claim that one node at a time can attach. Takes a volume. */}}
{{- define "svc.v1.singleNode" -}}
{{- $modes := or .accessModes (list "ReadWriteOnce") -}}
{{- if and (eq .type "pvc") (or (has "ReadWriteOnce" $modes) (has "ReadWriteOncePod" $modes)) -}}true{{- end -}}
{{- end -}}
