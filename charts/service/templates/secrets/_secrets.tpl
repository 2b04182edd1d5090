{{/* Where secrets come from: the fields whose entries become Secrets called <name>-<id>, and the one of existing Secrets. */}}
{{- define "svc.v1.secretFields" -}}
["csiSecrets","externalSecrets","sealedSecrets","secretRefs"]
{{- end -}}

{{/* Adds the variables that secrets give to entries. Takes workload, spec (of the container) and entries. */}}
{{- define "svc.v1.secretEnv" -}}
{{- $outer := . -}}
{{- range $field := include "svc.v1.secretFields" $ | fromJsonArray -}}
{{- range $id, $secret := index $outer.spec $field -}}
{{- if ne $secret.enabled false -}}
{{- range $name, $key := $secret.env -}}
{{- if hasKey $outer.entries $name -}}
{{- template "svc.v1.fail" (dict "root" $outer.workload.root "kind" $outer.workload.kind
  "key" (printf "%s.%s.env.%s" $field $id $name) "reason" "env or another secret sets this variable too") -}}
{{- end -}}
{{- $reference := dict "name" (or $secret.name (printf "%s-%s" $outer.workload.name $id)) "key" $key -}}
{{- if $secret.optional -}}{{- $_ := set $reference "optional" true -}}{{- end -}}
{{- $_ := set $outer.entries $name (dict "secretKeyRef" $reference) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Adds secrets to the table. The driver fills a Secret only while a pod has its volume. Takes workload and rows. */}}
{{- define "svc.v1.secretVolumes" -}}
{{- $workload := .workload -}}
{{- $rows := .rows -}}
{{- $owners := dict -}}
{{- range $field := include "svc.v1.secretFields" $ | fromJsonArray -}}
{{- range $id, $secret := index $workload.values $field -}}
{{- if ne $secret.enabled false -}}
{{- with get $owners $id -}}
{{- template "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" (printf "%s.%s" $field $id) "reason" (printf "%s has an entry of this id" .)) -}}
{{- end -}}
{{- $_ := set $owners $id $field -}}
{{- $name := or $secret.name (printf "%s-%s" $workload.name $id) -}}
{{- $volume := dict "key" (printf "%s.%s.mountPath" $field $id) "name" (printf "secret-%s" $id) "mountPath" $secret.mountPath "readOnly" true
  "used" (and (eq $field "csiSecrets") (not (empty $secret.env))) -}}
{{- if eq $field "csiSecrets" -}}
{{- $_ := set $volume "mountPath" (or $secret.mountPath (printf "/mnt/secrets/%s" $id)) -}}
{{- $_ := set $volume "source" (dict "csi" (dict "driver" "secrets-store.csi.k8s.io" "readOnly" true "volumeAttributes" (dict "secretProviderClass" $name))) -}}
{{- else -}}
{{- $source := dict "secretName" $name -}}
{{- if $secret.optional -}}{{- $_ := set $source "optional" true -}}{{- end -}}
{{- $_ := set $volume "source" (dict "secret" $source) -}}
{{- end -}}
{{- if $volume.mountPath -}}{{- $_ := set $rows "all" (append $rows.all $volume) -}}{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
