{{/*
A Job that runs with a sync, in a wave before or after the others or in theirs. It is no hook, since those run with every
sync that has one, drift that is healed too, and with none that has a part of the objects. It is an object like others: it
runs again when its spec is another, however a chart writes it, or the image of the service, and then under another name,
since the template of a Job cannot change. It must not vanish, which Argo CD would make up for. Takes a workload with a
restartPolicy.
*/}}
{{- define "svc.v1.task" -}}
{{- $when := or .values.when "before" -}}
{{- template "svc.v1.checkLength" (dict "workload" . "most" 54) -}}
{{- $argocd := dict -}}
{{- with get (dict "before" "-5" "after" "5") $when -}}{{- $_ := set $argocd "sync-wave" . -}}{{- end -}}
{{- $spec := include "svc.v1.jobSpec" . -}}
{{- /* Patches are applied afterwards, and mean another Job too. */}}
{{- $patches := pick (or .root.Patches dict) "Pod/*" "Job/*" (printf "Job/%s" .objectName) -}}
{{- $means := printf "%s%s%s" (fromYaml $spec | toJson) (toJson .root.Values.image) (empty $patches | ternary "" (toJson $patches)) -}}
{{- $name := printf "%s-%s" .objectName (sha256sum $means | trunc 8) -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" $name "argocd" $argocd) | nindent 2 }}
spec:
  {{- $spec | nindent 2 }}
{{- end -}}
