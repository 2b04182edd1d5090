{{/*
Makes the values of the service those of a workload beside the server: without what is the server's alone, and with the
workload's own over them. Variables add up. A claim that one node can attach, or that is one pod's, stays the server's. Takes values (a copy
of the service's, which is changed) and own.
*/}}
{{- define "svc.v1.inherit" -}}
{{- $values := .values -}}
{{- $perPod := eq ($values.workload).type "StatefulSet" -}}
{{- range list "args" "autoscaling" "command" "initContainers" "lifecycle" "minReadySeconds" "podDisruptionBudget" "ports"
  "probes" "progressDeadlineSeconds" "replicaCount" "shutdown" "sidecars" "strategy"
  "verticalPodAutoscaler" "workload" -}}
{{- $_ := unset $values . -}}
{{- end -}}
{{- $volumes := dict -}}
{{- range $id, $volume := $values.persistence -}}
{{- if not (or (include "svc.v1.singleNode" $volume) (and $perPod (eq $volume.type "pvc"))) -}}{{- $_ := set $volumes $id $volume -}}{{- end -}}
{{- end -}}
{{- $_ := set $values "persistence" $volumes -}}
{{- $env := omit (or $values.env dict) -}}
{{- range $name, $value := .own.env -}}{{- $_ := set $env $name $value -}}{{- end -}}
{{- range $key, $value := .own -}}{{- $_ := set $values $key $value -}}{{- end -}}
{{- $_ := set $values "env" $env -}}
{{- $_ := set $values "shutdown" (mergeOverwrite (dict "preStopSleepSeconds" 0) (or .own.shutdown dict)) -}}
{{- end -}}
