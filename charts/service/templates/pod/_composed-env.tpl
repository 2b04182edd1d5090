{{/*
Strings that use $(NAME): always the first by name of those that use none that is still to come. Takes workload, at (the
path before env) and composed (the strings by name).
*/}}
{{- define "svc.v1.composedEnv" -}}
{{- $composed := .composed -}}
{{- $waiting := dict -}}
{{- range $name, $value := $composed -}}
{{- $uses := dict -}}
{{- range regexFindAll "\\$\\$|\\$\\([^)]*\\)" $value -1 -}}
{{- $used := trimPrefix "$(" . | trimSuffix ")" -}}
{{- if and (ne $used $name) (hasKey $composed $used) -}}{{- $_ := set $uses $used true -}}{{- end -}}
{{- end -}}
{{- $_ := set $waiting $name $uses -}}
{{- end -}}
{{- range $composed -}}
{{- $next := "" -}}
{{- range $name, $uses := $waiting -}}{{- if not (or $next $uses) -}}{{- $next = $name -}}{{- end -}}{{- end -}}
{{- if $next }}
- name: {{ quote $next }}
  value: {{ get $composed $next | quote }}
{{- $_ := unset $waiting $next -}}
{{- range $waiting -}}{{- $_ := unset . $next -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- if $waiting -}}
{{- template "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind "key" (printf "%senv.%s" .at (keys $waiting | sortAlpha | first))
  "reason" "it and other variables use each other in a circle") -}}
{{- end -}}
{{- end -}}
