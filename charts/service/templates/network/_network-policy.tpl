{{/* Who may connect, a rule each. Ports are the pods' numbers, since not every network plug-in knows their names. */}}
{{- define "svc.v1.policyIngress" -}}
{{- $root := . -}}
{{- $policy := or .Values.networkPolicy dict -}}
{{- range $field := list "fromServices" "fromNamespaces" "fromCIDRs" -}}
{{- range $id, $peer := index $policy $field -}}
{{- if ne $peer.enabled false }}
- from:
    {{- include "svc.v1.policyPeer" $peer | trim | nindent 4 }}
  {{- with include "svc.v1.policyOwnPorts" (dict "root" $root "key" (printf "networkPolicy.%s.%s.ports" $field $id) "ids" $peer.ports) }}
  ports:
    {{- . | trim | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Where the pods may connect, a rule each. */}}
{{- define "svc.v1.policyEgress" -}}
{{- template "svc.v1.policyDNS" . -}}
{{- if eq (or ((.Values.serviceAccount).identity).type "") "podIdentity" -}}
{{- template "svc.v1.policyPodIdentity" . -}}
{{- end -}}
{{- $policy := or .Values.networkPolicy dict -}}
{{- range $field := list "toServices" "toNamespaces" "toCIDRs" -}}
{{- range $peer := index $policy $field -}}
{{- if ne $peer.enabled false }}
- to:
    {{- include "svc.v1.policyPeer" $peer | trim | nindent 4 }}
  {{- with $peer.ports }}
  ports:
    {{- range . }}
    - port: {{ int .port }}
      protocol: {{ or .protocol "TCP" }}
    {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if $policy.allowInternet -}}
{{- template "svc.v1.policyInternet" . -}}
{{- end -}}
{{- end -}}
