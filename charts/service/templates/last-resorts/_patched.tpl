{{/* An object with a patch applied. Takes root, name (<Kind>/<name>), object and patch. */}}
{{- define "svc.v1.patched" -}}
{{- $before := include "svc.v1.identity" .object -}}
{{- template "svc.v1.strategicMerge" (dict "root" .root "kind" .object.kind "path" (printf "patches.%s" .name) "base" .object "patch" .patch) -}}
{{- if ne $before (include "svc.v1.identity" .object) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" (dir .name) "key" (printf "patches.%s" .name)
  "reason" "changes the object's name, a selector or a label that selectors match") -}}
{{- end -}}
{{- $yaml := toYaml .object -}}
{{- if ne (fromYaml $yaml | toJson) (toJson .object) -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" (dir .name) "key" (printf "patches.%s" .name)
  "reason" "the object holds a control character, which a patched object cannot") -}}
{{- end -}}
{{- $yaml -}}
{{- end -}}

{{/* What a patch must leave alone, as text. Takes an object. */}}
{{- define "svc.v1.identity" -}}
{{- $spec := or .spec dict -}}
{{- $labels := or (($spec.template).metadata).labels dict -}}
{{- $matched := pick $labels "app.kubernetes.io/name" "app.kubernetes.io/instance" "app.kubernetes.io/component" -}}
{{- list .apiVersion .kind .metadata.name .metadata.namespace $spec.selector $spec.podSelector $matched | toJson -}}
{{- end -}}
