{{/*
Refuses a request of huge pages or of an extended resource that is not its limit, since these cannot be overcommitted.
Takes workload, spec and at, as a container does.
*/}}
{{- define "svc.v1.checkRequests" -}}
{{- $limits := .spec.resources.limits -}}
{{- range $resource, $amount := omit .spec.resources.requests "cpu" "memory" "ephemeral-storage" -}}
{{- if ne $amount (get $limits $resource) -}}
{{- include "svc.v1.fail" (dict "root" $.workload.root "kind" $.workload.kind
  "key" (printf "%sresources.requests.%s" $.at $resource)
  "reason" "must be the limit, since this resource cannot be overcommitted") -}}
{{- end -}}
{{- end -}}
{{- end -}}
