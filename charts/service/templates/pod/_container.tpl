{{/*
One container of a pod. Takes workload, name, spec, shared (mounts by container, and securityContext as all of them have
it), sidecar (its id, "" for another container), at (the path before its values), ports, when it can have any, security, when
the container has settings of its own, and mounts, when they are not those of its name. The spec of the service itself is its values; another container's
spec has image, resources, and what else it needs.
*/}}
{{- define "svc.v1.container" -}}
{{- $workload := .workload -}}
{{- $spec := .spec -}}
- name: {{ quote .name }}
  image: {{ quote (include "svc.v1.image" (dict "root" $workload.root "image" $spec.image)) }}
  imagePullPolicy: {{ or $spec.image.pullPolicy "IfNotPresent" }}
  {{- with $spec.command }}
  command:
    {{- include "svc.v1.words" . | trim | nindent 4 }}
  {{- end }}
  {{- with $spec.args }}
  args:
    {{- include "svc.v1.words" . | trim | nindent 4 }}
  {{- end }}
  {{- if .ports }}
  {{- with include "svc.v1.containerPorts" (dict "workload" $workload "ports" .ports "sidecar" .sidecar) }}
  ports:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- if or $spec.configMaps $spec.envFrom }}
  {{- with include "svc.v1.envFrom" (dict "workload" $workload "configMaps" $spec.configMaps "envFrom" $spec.envFrom) }}
  envFrom:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- end }}
  {{- with include "svc.v1.env" (dict "workload" $workload "spec" $spec "at" .at) }}
  env:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- include "svc.v1.resources" . | nindent 2 }}
  {{- if $spec.probes }}
  {{- with include "svc.v1.probes" (dict "workload" $workload "probes" $spec.probes "ports" .ports "sidecar" .sidecar "at" .at) }}
  {{- . | trim | nindent 2 }}
  {{- end }}
  {{- end }}
  {{- with include "svc.v1.lifecycle" . }}
  lifecycle:
    {{- . | trim | nindent 4 }}
  {{- end }}
  securityContext:
    {{- if .security }}
    {{- include "svc.v1.securityContext" (dict "workload" $workload "own" .security "at" .at) | nindent 4 }}
    {{- else }}
    {{- .shared.securityContext | nindent 4 }}
    {{- end }}
  {{- with or .mounts (get .shared.mounts .name) }}
  volumeMounts:
    {{- include "svc.v1.volumeMounts" . | trim | nindent 4 }}
  {{- end }}
{{- end -}}
