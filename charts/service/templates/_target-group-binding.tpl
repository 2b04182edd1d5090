{{/* Who may connect to the targets. Takes openTo. */}}
{{- define "svc.v1.targetGroupPeers" -}}
{{- range .securityGroups }}
- securityGroup:
    groupID: {{ include "svc.v1.str" . }}
{{- end -}}
{{- range .cidrs }}
- ipBlock:
    cidr: {{ include "svc.v1.str" . }}
{{- end -}}
{{- end -}}
