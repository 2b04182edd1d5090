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

{{/* A variable whose value comes from elsewhere. Takes workload, at (the path before env), name and value. */}}
{{- define "svc.v1.envReference" -}}
{{- if ne (len .value) 1 -}}
{{- template "svc.v1.fail" (dict "root" .workload.root "kind" .workload.kind "key" (printf "%senv.%s" .at .name)
  "reason" "is not exactly one reference" "allowed" (list "secretKeyRef" "configMapKeyRef" "fieldRef" "resourceFieldRef")) -}}
{{- end }}
- name: {{ quote .name }}
  valueFrom: {{ toJson .value }}
{{- end -}}
