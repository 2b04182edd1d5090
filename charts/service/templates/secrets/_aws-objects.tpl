{{/*
What the AWS provider mounts, as the text it wants: the whole as a file, and a file for each property
(https://docs.aws.amazon.com/secretsmanager/latest/userguide/ascp-examples.html). A quoted path is one key, whatever its
characters. Takes id, secret and keys.
*/}}
{{- define "svc.v1.awsObjects" -}}
{{- $object := dict "objectName" .secret.key "objectType" (or .secret.type "secretsmanager") "objectAlias" .id -}}
{{- $paths := list -}}
{{- range .keys -}}
{{- $paths = append $paths (dict "path" (quote .) "objectAlias" .) -}}
{{- end -}}
{{- with $paths -}}{{- $_ := set $object "jmesPath" . -}}{{- end -}}
{{- list $object | toYaml -}}
{{- end -}}
