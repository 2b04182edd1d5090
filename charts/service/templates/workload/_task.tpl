{{/*
A Job that runs with a sync. Before and after it is a hook of Argo CD, which runs at every sync, so the Job of the sync
before is replaced. With a sync it is an object like others: it runs again when its spec is another, however a chart
writes it, and under another name since the template of a Job cannot change. It must not vanish, which Argo CD would make
up for. Takes a workload with a restartPolicy.
*/}}
{{- define "svc.v1.task" -}}
{{- $when := or .values.when "before" -}}
{{- template "svc.v1.checkLength" (dict "workload" . "most" (eq $when "with" | ternary 54 63)) -}}
{{- $argocd := dict -}}
{{- if eq $when "before" -}}
{{- $argocd = dict "hook" "Sync" "hook-delete-policy" "BeforeHookCreation" "sync-wave" "-5" -}}
{{- else if eq $when "after" -}}
{{- $argocd = dict "hook" "PostSync" "hook-delete-policy" "BeforeHookCreation" -}}
{{- end -}}
{{- $name := .objectName -}}
{{- $spec := include "svc.v1.jobSpec" . -}}
{{- if eq $when "with" -}}
{{- /* Patches are applied afterwards, and mean another Job too. */}}
{{- $patches := pick (or .root.Patches dict) "Pod/*" "Job/*" (printf "Job/%s" $name) -}}
{{- $means := printf "%s%s" (fromYaml $spec | toJson) (empty $patches | ternary "" (toJson $patches)) -}}
{{- $name = printf "%s-%s" $name (sha256sum $means | trunc 8) -}}
{{- end -}}
apiVersion: batch/v1
kind: Job
metadata:
  {{- include "svc.v1.metadata" (dict "workload" . "name" $name "argocd" $argocd) | nindent 2 }}
spec:
  {{- $spec | nindent 2 }}
{{- end -}}
