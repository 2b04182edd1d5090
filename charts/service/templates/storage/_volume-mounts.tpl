{{/* Where a container finds the volumes. Takes its mounts. */}}
{{- define "svc.v1.volumeMounts" -}}
{{- range . }}
- name: {{ quote .name }}
  mountPath: {{ quote .mountPath }}
  {{- with .subPath }}
  subPath: {{ quote . }}
  {{- end }}
  {{- if .readOnly }}
  readOnly: true
  {{- end }}
{{- end -}}
{{- end -}}

{{/*
Finds which volumes each container has, and where. One whose `yields` is true gives way to another at its place. Takes
workload and rows. Prints nothing.
*/}}
{{- define "svc.v1.mountTable" -}}
{{- $workload := .workload -}}
{{- $rows := .rows -}}
{{- $mounts := dict -}}
{{- $own := .workload.objectName | trimPrefix (printf "%s-" .workload.name) -}}
{{- $containers := concat (list $own) (keys (or .workload.values.sidecars dict)) (keys (or .workload.values.initContainers dict)) -}}
{{- range $container := $containers -}}
{{- $taken := dict -}}
{{- $mounted := list -}}
{{- range $volume := $rows.all -}}
{{- $path := $volume.mountPath -}}
{{- if kindIs "map" $path -}}{{- $path = get $path $container -}}{{- end -}}
{{- if and $path (not (and $volume.yields (hasKey $taken $path))) -}}
{{- with get $taken $path -}}
{{- template "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" $volume.key "reason" (printf "%s is the same path" .)) -}}
{{- end -}}
{{- $_ := set $taken $path $volume.key -}}
{{- $_ := set $volume "used" true -}}
{{- $mounted = append $mounted (dict "name" $volume.name "mountPath" $path "subPath" $volume.subPath "readOnly" $volume.readOnly) -}}
{{- end -}}
{{- end -}}
{{- $_ := set $mounts $container $mounted -}}
{{- end -}}
{{- $_ := set $rows "own" (get $mounts $own) -}}
{{- $_ := set $rows "mounts" $mounts -}}
{{- template "svc.v1.checkMounts" . -}}
{{- end -}}

{{/* Refuses a path in a container that the service does not have. Takes workload and rows. */}}
{{- define "svc.v1.checkMounts" -}}
{{- $workload := .workload -}}
{{- $known := list $workload.name -}}
{{- range pick $workload.root.Values "sidecars" "initContainers" "workers" "cronJobs" "jobs" -}}{{- $known = concat $known (keys .) -}}{{- end -}}
{{- range $volume := .rows.all -}}
{{- range $container, $_ := kindIs "map" $volume.mountPath | ternary $volume.mountPath dict -}}
{{- if not (has $container $known) -}}
{{- template "svc.v1.fail" (dict "root" $workload.root "kind" $workload.kind "key" (printf "%s.%s" $volume.key $container)
  "reason" "no container, worker, cron job or job has this name" "allowed" $known) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
