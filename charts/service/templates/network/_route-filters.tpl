{{/* The filters of an HTTPRoute's rule. Takes root, key and rule. */}}
{{- define "svc.v1.httpFilters" -}}
{{- $outer := . -}}
{{- with .rule.filters -}}
{{- template "svc.v1.headerFilters" . -}}
{{- with .requestRedirect }}
- type: RequestRedirect
  requestRedirect:
    {{- with include "svc.v1.given" (dict "values" . "keys" (list "scheme" "hostname")) }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- include "svc.v1.newPath" (dict "outer" $outer "filter" "requestRedirect" "path" .path) | nindent 4 }}
    {{- with .port }}
    port: {{ int . }}
    {{- end }}
    statusCode: {{ or .statusCode 302 | int }}
{{- end -}}
{{- with .urlRewrite }}
- type: URLRewrite
  urlRewrite:
    {{- with include "svc.v1.given" (dict "values" . "keys" (list "hostname")) }}
    {{- . | nindent 4 }}
    {{- end }}
    {{- include "svc.v1.newPath" (dict "outer" $outer "filter" "urlRewrite" "path" .path) | nindent 4 }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The new path of a filter. Only a prefix that there is can be replaced. Takes outer (what httpFilters takes), filter and path. */}}
{{- define "svc.v1.newPath" -}}
{{- $outer := .outer -}}
{{- $filter := .filter -}}
{{- with .path -}}
{{- if eq .type "ReplacePrefixMatch" -}}
{{- $matches := or $outer.rule.matches (list dict) -}}
{{- if or (gt (len $matches) 1) (ne (or ((first $matches).path).type "PathPrefix") "PathPrefix") -}}
{{- template "svc.v1.fail" (dict "root" $outer.root "kind" "HTTPRoute" "key" (printf "%s.filters.%s.path.type" $outer.key $filter)
  "reason" "ReplacePrefixMatch needs one match, by a PathPrefix") -}}
{{- end -}}
{{- end -}}
path:
  type: {{ .type }}
  {{ .type | eq "ReplaceFullPath" | ternary "replaceFullPath" "replacePrefixMatch" }}: {{ quote .value }}
{{- end -}}
{{- end -}}
