{{/* The rules of an Ingress, nothing when every host is switched off. Takes root, id and hosts. */}}
{{- define "svc.v1.ingressRules" -}}
{{- $root := .root -}}
{{- $key := printf "ingress.%s.hosts" .id -}}
{{- range $host, $rule := .hosts -}}
{{- $paths := include "svc.v1.ingressPaths" (dict "root" $root "key" (printf "%s.%s.paths" $key $host) "paths" $rule.paths) -}}
{{- if and $paths (ne $rule.enabled false) }}
- host: {{ include "svc.v1.str" $host }}
  http:
    paths:
      {{- $paths | trim | nindent 6 }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The paths of a host, each to a port of the Service. Takes root, key and paths. */}}
{{- define "svc.v1.ingressPaths" -}}
{{- $root := .root -}}
{{- $key := .key -}}
{{- range $path, $backend := .paths -}}
{{- if ne $backend.enabled false }}
- path: {{ include "svc.v1.str" $path }}
  pathType: {{ $backend.pathType | default "Prefix" }}
  backend:
    service:
      name: {{ include "svc.v1.str" (include "svc.v1.name" $root) }}
      port:
        name: {{ include "svc.v1.portId" (dict "root" $root "kind" "Ingress" "key" (printf "%s.%s.port" $key $path) "ports" $root.Values.ports "id" $backend.port "exposed" true) | quote }}
{{- end -}}
{{- end -}}
{{- end -}}
