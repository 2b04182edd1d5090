{{/* The ports of the Service, one for each exposed port. Takes root and nodePorts: whether it has any. */}}
{{- define "svc.v1.servicePorts" -}}
{{- $root := .root -}}
{{- $nodePorts := .nodePorts -}}
{{- $owners := dict -}}
{{- range $id, $port := $root.Values.ports -}}
{{- if and (ne $port.enabled false) (ne $port.expose false) -}}
{{- $slot := printf "%d/%s" (or $port.servicePort $port.containerPort | int) (or $port.protocol "TCP") -}}
{{- with get $owners $slot -}}
{{- template "svc.v1.fail" (dict "root" $root "kind" "Service" "key" (printf "ports.%s.servicePort" $id) "reason" (printf "%s is port %q already" $slot .)) -}}
{{- end -}}
{{- $_ := set $owners $slot $id -}}
{{- template "svc.v1.servicePort" (dict "id" $id "port" $port "nodePort" ($nodePorts | ternary $port.nodePort 0)) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The ports of a Service that faces outwards: those it names. Takes root, id and ports. */}}
{{- define "svc.v1.externalPorts" -}}
{{- $root := .root -}}
{{- $key := printf "externalServices.%s.ports" .id -}}
{{- range $id, $reach := .ports -}}
{{- if ne $reach.enabled false -}}
{{- $known := include "svc.v1.portId" (dict "root" $root "kind" "Service" "key" $key "ports" $root.Values.ports "id" $id) -}}
{{- template "svc.v1.servicePort" (dict "id" $known "port" (index $root.Values.ports $known) "nodePort" $reach.nodePort) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* One port of a Service, aimed at the container's by name. Takes id, port and nodePort. */}}
{{- define "svc.v1.servicePort" }}
- name: {{ quote .id }}
  port: {{ or .port.servicePort .port.containerPort | int }}
  targetPort: {{ quote .id }}
  protocol: {{ or .port.protocol "TCP" }}
  {{- with .port.appProtocol }}
  appProtocol: {{ quote . }}
  {{- end }}
  {{- with .nodePort }}
  nodePort: {{ int . }}
  {{- end }}
{{- end -}}
