{{/*
An object with patches applied, one after the other. Takes root, object, patches, and names: Pod/*, <Kind>/* or
<Kind>/<name>.
*/}}
{{- define "svc.v1.patched" -}}
{{- $outer := . -}}
{{- $spec := or .object.spec dict -}}
{{- $pod := eq .object.kind "CronJob" | ternary (($spec.jobTemplate).spec).template $spec.template -}}
{{- $pod = eq .object.kind "Pod" | ternary .object (or $pod dict) -}}
{{- $before := include "svc.v1.identity" .object -}}
{{- range $name := .names -}}
{{- $base := eq $name "Pod/*" | ternary $pod $outer.object -}}
{{- template "svc.v1.strategicMerge" (dict "root" $outer.root "kind" $outer.object.kind "path" (printf "patches.%s" $name)
  "base" $base "patch" (get $outer.patches $name | mustDeepCopy)) -}}
{{- if ne $before (include "svc.v1.identity" $outer.object) -}}
{{- template "svc.v1.fail" (dict "root" $outer.root "kind" (dir $name) "key" (printf "patches.%s" $name)
  "reason" "changes the object's name, a selector or a label that selectors match") -}}
{{- end -}}
{{- end -}}
{{- $yaml := toYaml .object -}}
{{- if ne (fromYaml $yaml | toJson) (toJson .object) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" (last .names | dir) "key" (last .names | printf "patches.%s")
  "reason" "the object holds a control character, which a patched object cannot") -}}
{{- end -}}
{{- $yaml -}}
{{- end -}}

{{/*
The name by which an object is patched: its own, but for a task's Job without what the chart puts after it, which a patch
changes. Takes an object.
*/}}
{{- define "svc.v1.patchName" -}}
{{- $component := index (or .metadata.labels dict) "app.kubernetes.io/component" | toString -}}
{{- if and (eq .kind "Job") (hasPrefix "task-" $component) -}}
{{- regexReplaceAll (printf "(-%s)-[0-9a-f]{8}$" (trimPrefix "task-" $component)) .metadata.name "${1}" -}}
{{- else -}}
{{- .metadata.name -}}
{{- end -}}
{{- end -}}

{{/* What a patch must leave alone, as text. Takes an object. */}}
{{- define "svc.v1.identity" -}}
{{- $spec := or .spec dict -}}
{{- $labels := or (($spec.template).metadata).labels dict -}}
{{- $matched := pick $labels "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" -}}
{{- list .apiVersion .kind .metadata.name .metadata.namespace $spec.selector $spec.podSelector $matched | toJson -}}
{{- end -}}
