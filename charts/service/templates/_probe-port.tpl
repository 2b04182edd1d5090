{{/* The container's port, never the Service's. By name where the kubelet takes names: gRPC wants a number. */}}
{{- define "svc.v1.probePort" -}}
{{- $port := .probe.port -}}
{{- if and $port (not (kindIs "string" $port)) -}}
{{- int $port -}}
{{- else -}}
{{- $id := include "svc.v1.portId" (dict "root" .workload.root "kind" .workload.kind "key" (printf "%s.port" .key) "ports" .ports "id" $port) -}}
{{- if eq .probe.type "grpc" -}}{{- int (index .ports $id).containerPort -}}{{- else -}}{{- include "svc.v1.str" $id -}}{{- end -}}
{{- end -}}
{{- end -}}
