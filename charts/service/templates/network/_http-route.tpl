{{/* The rules of an HTTPRoute. Takes root, id (of the route) and rules. */}}
{{- define "svc.v1.httpRules" -}}
{{- $root := .root -}}
{{- $path := printf "httpRoutes.%s.rules" .id -}}
{{- range $id, $rule := .rules -}}
{{- if ne $rule.enabled false -}}
{{- $key := printf "%s.%s" $path $id }}
- matches:
    {{- include "svc.v1.httpMatches" $rule.matches | trim | nindent 4 }}
  {{- with include "svc.v1.httpFilters" (dict "root" $root "key" $key "rule" $rule) }}
  filters:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- if not ($rule.filters).requestRedirect }}
  {{- include "svc.v1.routeBackend" (dict "root" $root "kind" "HTTPRoute" "key" $key "port" $rule.port) | nindent 2 }}
  {{- end }}
  {{- with $rule.timeouts }}
  {{- with include "svc.v1.given" (dict "values" . "keys" (list "request" "backendRequest")) }}
  timeouts:
    {{- . | nindent 4 }}
  {{- end }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What requests look like, every path by default. Takes the matches. */}}
{{- define "svc.v1.httpMatches" -}}
{{- range $match := or . (list dict) }}
{{- $path := or $match.path dict }}
- path:
    type: {{ or $path.type "PathPrefix" }}
    value: {{ quote (or $path.value "/") }}
  {{- with $match.headers }}
  headers:
    {{- include "svc.v1.matchedValues" . | trim | nindent 4 }}
  {{- end }}
  {{- with $match.queryParams }}
  queryParams:
    {{- include "svc.v1.matchedValues" . | trim | nindent 4 }}
  {{- end }}
  {{- with $match.method }}
  method: {{ . }}
  {{- end }}
{{- end -}}
{{- end -}}
