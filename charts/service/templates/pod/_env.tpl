{{/*
Environment variables, each name once: references, then plain strings, then strings that use $(NAME), each after those that
it uses, because the kubelet resolves only what comes before. Takes workload, spec (of the container: env, secrets, tracing) and at (the
path before env).
*/}}
{{- define "svc.v1.env" -}}
{{- $entries := dict -}}
{{- range $name, $value := .spec.env -}}
{{- if not (and (kindIs "map" $value) (eq $value.enabled false)) -}}{{- $_ := set $entries $name $value -}}{{- end -}}
{{- end -}}
{{- with .spec -}}
{{- if or .csiSecrets .externalSecrets .sealedSecrets .secretRefs -}}
{{- template "svc.v1.secretEnv" (dict "workload" $.workload "spec" . "entries" $entries) -}}
{{- end -}}
{{- with .tracing -}}{{- template "svc.v1.tracingEnv" (dict "workload" $.workload "tracing" . "entries" $entries) -}}{{- end -}}
{{- end -}}
{{- $outer := . -}}
{{- $composed := dict -}}
{{- range $name, $value := $entries -}}
{{- if kindIs "map" $value -}}
{{- template "svc.v1.envReference" (dict "workload" $outer.workload "at" $outer.at "name" $name "value" (omit $value "enabled")) -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := $entries -}}
{{- if kindIs "map" $value -}}
{{- else if contains "$(" (toString $value) -}}{{- $_ := set $composed $name $value -}}
{{- else }}
- name: {{ quote $name }}
  value: {{ quote $value }}
{{- end -}}
{{- end -}}
{{- with $composed -}}
{{- template "svc.v1.composedEnv" (dict "workload" $outer.workload "at" $outer.at "composed" .) -}}
{{- end -}}
{{- end -}}

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

{{/* A variable whose value comes from elsewhere. Takes workload, at (the path before env), name and value. */}}
{{- define "svc.v1.envReference" -}}
{{- if ne (len .value) 1 -}}
{{- template "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind "key" (printf "%senv.%s" .at .name)
  "reason" "is not exactly one reference" "allowed" (list "secretKeyRef" "configMapKeyRef" "fieldRef" "resourceFieldRef")) -}}
{{- end }}
- name: {{ quote .name }}
  valueFrom: {{ toJson .value }}
{{- end -}}
