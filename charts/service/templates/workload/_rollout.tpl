{{/* The numbers of a rollout. Takes a workload. */}}
{{- define "svc.v1.rollout" -}}
{{- $deadline := or .values.progressDeadlineSeconds 600 | int -}}
{{- $ready := or .values.minReadySeconds 0 | int -}}
{{- $deadlined := has .kind (list "Deployment" "Rollout") -}}
{{- if and $deadlined (le $deadline $ready) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" .kind "key" (printf "%sprogressDeadlineSeconds" .path)
  "reason" (printf "%d is not more than the %d of minReadySeconds" $deadline $ready)) -}}
{{- end -}}
revisionHistoryLimit: {{ or .values.revisionHistoryLimit 3 | int }}
{{- if $deadlined }}
progressDeadlineSeconds: {{ $deadline }}
{{- end }}
{{- with $ready }}
minReadySeconds: {{ . }}
{{- end }}
{{- end -}}
