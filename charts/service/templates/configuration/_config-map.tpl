{{/*
A ConfigMap called <name>-<id>. Kubernetes takes 1 MiB of data (https://kubernetes.io/docs/concepts/configuration/configmap/).
A client-side apply repeats the object in an annotation, of which there may be 256 KiB; escaping can double the size. Takes
root, id, key (of what holds the data), data and, when there are any, wave, labels and annotations.
*/}}
{{- define "svc.v1.configMap" -}}
{{- $size := 0 -}}
{{- range .data -}}{{- $size = add $size (len .) -}}{{- end -}}
{{- if gt $size 1048576 -}}
{{- template "svc.v1.fail" (dict "root" .root "kind" "ConfigMap" "key" .key "reason" (printf "%d bytes are more than the 1048576 that Kubernetes takes" $size)) -}}
{{- end -}}
{{- $argocd := dict -}}
{{- with .wave -}}{{- $_ := set $argocd "sync-wave" . -}}{{- end -}}
{{- if gt $size 131072 -}}{{- $_ := set $argocd "sync-options" "ServerSideApply=true" -}}{{- end -}}
apiVersion: v1
kind: ConfigMap
metadata:
  {{- include "svc.v1.metadata" (dict "workload" (dict "root" .root "labels" .labels)
    "name" (printf "%s-%s" (include "svc.v1.name" .root) .id) "annotations" .annotations "argocd" $argocd) | nindent 2 }}
{{- with .data }}
data:
  {{- include "svc.v1.texts" . | trimPrefix "\n" | nindent 2 }}
{{- end }}
{{- end -}}
