{{/*
The field that Kubernetes merges a list by, nothing for a list that it replaces: the patch merge keys of
https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/. Takes kind and field.
*/}}
{{- define "svc.v1.mergeKey" -}}
{{- $keys := dict "containers" "name" "env" "name" "hostAliases" "ip" "imagePullSecrets" "name" "initContainers" "name"
  "topologySpreadConstraints" "topologyKey" "volumeDevices" "devicePath" "volumeMounts" "mountPath" "volumes" "name" -}}
{{- if ne .field "ports" -}}{{- get $keys .field -}}
{{- else if eq .kind "Service" -}}port
{{- else if ne .kind "NetworkPolicy" -}}containerPort
{{- end -}}
{{- end -}}
