{{/* What a probe or a lifecycle hook does, picked by its type alone. Takes workload, ports, sidecar, handler and key. */}}
{{- define "svc.v1.handler" -}}
{{- $handler := .handler -}}
{{- if eq $handler.type "http" -}}
httpGet:
  path: {{ quote (or $handler.path "/") }}
  port: {{ template "svc.v1.handlerPort" . }}
  {{- with $handler.scheme }}
  scheme: {{ . }}
  {{- end }}
  {{- with $handler.headers }}
  httpHeaders:
    {{- range $name, $value := . }}
    - name: {{ quote $name }}
      value: {{ quote $value }}
    {{- end }}
  {{- end }}
{{- else if eq $handler.type "tcp" -}}
tcpSocket:
  port: {{ template "svc.v1.handlerPort" . }}
{{- else if eq $handler.type "grpc" -}}
grpc:
  port: {{ template "svc.v1.handlerPort" . }}
  {{- with $handler.service }}
  service: {{ quote . }}
  {{- end }}
{{- else -}}
exec:
  command:
    {{- include "svc.v1.words" $handler.command | trim | nindent 4 }}
{{- end -}}
{{- end -}}

{{/*
The container's port, never the Service's. By name where the kubelet takes names: gRPC wants a number, and no container
knows the names of another's ports.
*/}}
{{- define "svc.v1.handlerPort" -}}
{{- $port := .handler.port -}}
{{- if and $port (not (kindIs "string" $port)) -}}
{{- int $port -}}
{{- else -}}
{{- $id := include "svc.v1.portId" (dict "root" .workload.root "kind" .workload.kind "key" (printf "%s.port" .key) "ports" .ports "id" $port) -}}
{{- $port = index .ports $id -}}
{{- if or (eq .handler.type "grpc") (ne (or $port.sidecar "") .sidecar) -}}{{- int $port.containerPort -}}{{- else -}}{{- quote $id -}}{{- end -}}
{{- end -}}
{{- end -}}
