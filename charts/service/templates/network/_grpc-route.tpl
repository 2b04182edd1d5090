{{/* The rules of a GRPCRoute. Takes root, id (of the route) and rules. */}}
{{- define "svc.v1.grpcRules" -}}
{{- $root := .root -}}
{{- $path := printf "grpcRoutes.%s.rules" .id -}}
{{- range $id, $rule := .rules -}}
{{- if ne $rule.enabled false }}
-
  {{- with include "svc.v1.grpcMatches" $rule.matches }}
  matches:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- with include "svc.v1.headerFilters" (or $rule.filters dict) }}
  filters:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- include "svc.v1.routeBackend" (dict "root" $root "kind" "GRPCRoute" "key" (printf "%s.%s" $path $id) "port" $rule.port) | nindent 2 }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What calls look like. Takes the matches. */}}
{{- define "svc.v1.grpcMatches" -}}
{{- range $match := . }}
-
  {{- if or $match.service $match.method }}
  method:
    type: Exact
    {{- include "svc.v1.given" (dict "values" $match "keys" (list "service" "method")) | nindent 4 }}
  {{- end }}
  {{- with $match.headers }}
  headers:
    {{- include "svc.v1.matchedValues" . | trim | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end -}}
