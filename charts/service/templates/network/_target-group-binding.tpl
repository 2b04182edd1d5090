{{/* Who may connect to the targets. Takes openTo. */}}
{{- define "svc.v1.targetGroupPeers" -}}
{{- range .securityGroups }}
- securityGroup:
    groupID: {{ quote . }}
{{- end -}}
{{- range .cidrs }}
- ipBlock:
    cidr: {{ quote . }}
{{- end -}}
{{- end -}}
