{{/* One end of a connection: pods by their labels, a namespace, or address ranges. Takes a peer. */}}
{{- define "svc.v1.policyPeer" -}}
{{- $peer := . -}}
{{- if .cidrs -}}
{{- range .cidrs }}
- ipBlock:
    cidr: {{ include "svc.v1.str" . }}
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
      kubernetes.io/metadata.name: {{ include "svc.v1.str" . }}
{{- $separator = "  " -}}
{{- end -}}
{{- with .name }}
{{ $separator }}podSelector:
    matchLabels:
      {{- range $key := list "component" "instance" "name" }}
      {{- with index $peer $key }}
      app.kubernetes.io/{{ $key }}: {{ include "svc.v1.str" . }}
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
{{- if ne $port.enabled false -}}{{- $ids = append ($ids | default list) $id -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- range $ids -}}
{{- $port := index $ports (include "svc.v1.portId" (dict "root" $root "kind" "NetworkPolicy" "key" $key "ports" $ports "id" .)) }}
- port: {{ int $port.containerPort }}
  protocol: {{ $port.protocol | default "TCP" }}
{{- end -}}
{{- end -}}

{{/* Name resolution: the cluster's DNS, and the cache that NodeLocal DNS keeps on each node at a link-local address. */}}
{{- define "svc.v1.policyDNS" }}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: kube-system
      podSelector:
        matchLabels:
          k8s-app: kube-dns
    - ipBlock:
        cidr: "169.254.20.0/24"
  ports:
    - port: 53
      protocol: UDP
    - port: 53
      protocol: TCP
{{- end -}}

{{/* Public addresses: all but the private, shared and link-local ranges of RFC 1918, 6598, 3927, 4193 and 4291. */}}
{{- define "svc.v1.policyInternet" }}
- to:
    - ipBlock:
        cidr: "0.0.0.0/0"
        except:
          - "10.0.0.0/8"
          - "100.64.0.0/10"
          - "169.254.0.0/16"
          - "172.16.0.0/12"
          - "192.168.0.0/16"
    - ipBlock:
        cidr: "::/0"
        except:
          - "fc00::/7"
          - "fe80::/10"
{{- end -}}
