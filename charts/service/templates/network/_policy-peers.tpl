{{/* One end of a connection: pods by their labels, a namespace, or address ranges. Takes a peer. */}}
{{- define "svc.v1.policyPeer" -}}
{{- $peer := . -}}
{{- if .cidrs -}}
{{- range .cidrs }}
- ipBlock:
    cidr: {{ quote . }}
    {{- with $peer.except }}
    except:
      {{- include "svc.v1.words" . | trim | nindent 6 }}
    {{- end }}
{{- end -}}
{{- else -}}
{{- $separator := "- " -}}
{{- with .namespace }}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ quote . }}
{{- $separator = "  " -}}
{{- end -}}
{{- with .name }}
{{ $separator }}podSelector:
    matchLabels:
      {{- range $key := list "component" "instance" "name" }}
      {{- with index $peer $key }}
      app.kubernetes.io/{{ $key }}: {{ quote . }}
      {{- end }}
      {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The service's own ports by id, all of them when none is named. Takes root, key and ids. */}}
{{- define "svc.v1.policyOwnPorts" -}}
{{- $root := .root -}}
{{- $key := .key -}}
{{- $ports := $root.Values.ports -}}
{{- $ids := .ids -}}
{{- if not $ids -}}
{{- range $id, $port := $ports -}}
{{- if ne $port.enabled false -}}{{- $ids = append (or $ids list) $id -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- range $ids -}}
{{- $port := index $ports (include "svc.v1.portId" (dict "root" $root "kind" "NetworkPolicy" "key" $key "ports" $ports "id" .)) }}
- port: {{ int $port.containerPort }}
  protocol: {{ or $port.protocol "TCP" }}
{{- end -}}
{{- end -}}
