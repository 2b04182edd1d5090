{{/*
Every refusal of a value that the schema cannot judge: "<Kind>: <path of the value>: <reason>; allowed: <values>".
Takes root, kind (of the object), key (path below the service's values), reason and, when they can be listed, allowed.
*/}}
{{- define "svc.v1.fail" -}}
{{- $key := .root.Chart.IsRoot | ternary .key (printf "%s.%s" .root.Chart.Name .key) -}}
{{- $message := printf "%s: %s: %s" .kind $key .reason -}}
{{- with .allowed -}}
{{- $message = printf "%s; allowed: %s" $message (sortAlpha . | join ", ") -}}
{{- end -}}
{{- fail $message -}}
{{- end -}}
