{{/* The rules of an Ingress, nothing when every host is switched off. Takes root, id and hosts. */}}
{{- define "svc.v1.ingressRules" -}}
{{- $root := .root -}}
{{- $key := printf "ingress.%s.hosts" .id -}}
{{- range $host, $rule := .hosts -}}
{{- $paths := include "svc.v1.ingressPaths" (dict "root" $root "key" (printf "%s.%s.paths" $key $host) "paths" $rule.paths) -}}
{{- if and $paths (ne $rule.enabled false) }}
-
  {{- if ne $host "*" }}
  host: {{ quote $host }}
  {{- end }}
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
- path: {{ quote $path }}
  pathType: {{ or $backend.pathType "Prefix" }}
  backend:
    service:
      name: {{ quote (include "svc.v1.name" $root) }}
      port:
        name: {{ include "svc.v1.portId" (dict "root" $root "kind" "Ingress" "key" (printf "%s.%s.port" $key $path) "ports" $root.Values.ports "id" $backend.port "exposed" true) | quote }}
{{- end -}}
{{- end -}}
{{- end -}}
