{{/*
What a container asks for and may use, and what a change of these does to it. Takes workload, spec and at, as a container
does.
*/}}
{{- define "svc.v1.resources" -}}
{{- if gt (len .spec.resources.requests) 2 }}{{ template "svc.v1.checkRequests" . }}{{ end -}}
resources:
  {{- range $bound, $amounts := .spec.resources }}
  {{ $bound }}:
    {{- range $resource, $amount := $amounts }}
    {{ $resource }}: {{ quote $amount }}
    {{- end }}
  {{- end }}
{{- if and .spec.resizePolicy (ne .workload.restartPolicy "Never") }}
resizePolicy:
  {{- range $resource, $policy := .spec.resizePolicy }}
  - {resourceName: {{ $resource }}, restartPolicy: {{ $policy }}}
  {{- end }}
{{- end }}
{{- end -}}

{{/*
Refuses a request of huge pages or of an extended resource that is not its limit, since these cannot be overcommitted.
Takes workload, spec and at, as a container does.
*/}}
{{- define "svc.v1.checkRequests" -}}
{{- $limits := .spec.resources.limits -}}
{{- range $resource, $amount := omit .spec.resources.requests "cpu" "memory" "ephemeral-storage" -}}
{{- if ne $amount (get $limits $resource) -}}
{{- template "svc.v1.fail" (dict "root" $.workload.root "kind" $.workload.kind
  "key" (printf "%sresources.requests.%s" $.at $resource)
  "reason" "must be the limit, since this resource cannot be overcommitted") -}}
{{- end -}}
{{- end -}}
{{- end -}}
