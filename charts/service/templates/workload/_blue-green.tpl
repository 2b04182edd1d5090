{{/* All new pods beside the old ones, then the switch of the Service. Takes a workload. */}}
{{- define "svc.v1.blueGreen" -}}
{{- $rollout := .values.rollout -}}
{{- if or (eq (.values.service).enabled false) (not (include "svc.v1.exposed" .values.ports)) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" .kind "key" "rollout.type" "reason" "blueGreen has no Service to switch"
  "allowed" (list "canary")) -}}
{{- end -}}
blueGreen:
  activeService: {{ quote .name }}
  previewService: {{ quote (printf "%s-preview" .name) }}
  autoPromotionEnabled: {{ template "svc.v1.or" (list $rollout.autoPromotion true) }}
  {{- with $rollout.autoPromotionSeconds }}
  autoPromotionSeconds: {{ int . }}
  {{- end }}
  scaleDownDelaySeconds: {{ or $rollout.scaleDownDelaySeconds 30 | int }}
{{- end -}}
