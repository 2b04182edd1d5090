{{/* Name resolution: the cluster's DNS, and the cache that NodeLocal DNS keeps on each node at a link-local address. */}}
{{- define "svc.v1.policyDNS" }}
{{- $dns := or (.Values.networkPolicy).dns dict }}
{{- $cidrs := $dns.cidrs }}
{{- if kindIs "invalid" $cidrs }}{{- $cidrs = list "169.254.20.0/24" }}{{- end }}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ quote (or $dns.namespace "kube-system") }}
      podSelector:
        matchLabels:
          {{- include "svc.v1.lines" (or $dns.podLabels (dict "k8s-app" "kube-dns")) | trim | nindent 10 }}
    {{- range $cidrs }}
    - ipBlock:
        cidr: {{ quote . }}
    {{- end }}
  ports:
    {{- range $port := list 53 (or $dns.port 53 | int) | uniq }}
    - port: {{ $port }}
      protocol: UDP
    - port: {{ $port }}
      protocol: TCP
    {{- end }}
{{- end -}}

{{/*
The EKS Pod Identity Agent on each node, which gives credentials
(https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html).
*/}}
{{- define "svc.v1.policyPodIdentity" }}
- to:
    - ipBlock:
        cidr: "169.254.170.23/32"
    - ipBlock:
        cidr: "fd00:ec2::23/128"
  ports:
    - port: 80
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
