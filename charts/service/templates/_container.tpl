{{/*
One container of a pod. Takes workload, name, spec and volumes (the table). The spec of the service itself is its
values; another container's spec has image, resources, and of command, args, env, envFrom and securityContext what it
needs.
*/}}
{{- define "svc.v1.container" -}}
{{- $workload := .workload -}}
{{- $spec := .spec -}}
- name: {{ include "svc.v1.str" .name }}
  image: {{ include "svc.v1.str" (include "svc.v1.image" (dict "root" $workload.root "image" $spec.image)) }}
  imagePullPolicy: {{ $spec.image.pullPolicy | default "IfNotPresent" }}
  {{- with $spec.command }}
  command:
    {{- include "svc.v1.words" . | trim | nindent 4 }}
  {{- end }}
  {{- with $spec.args }}
  args:
    {{- include "svc.v1.words" . | trim | nindent 4 }}
  {{- end }}
  {{- with include "svc.v1.containerPorts" (dict "workload" $workload "ports" $spec.ports) }}
  ports:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- with include "svc.v1.envFrom" (dict "workload" $workload "configMaps" $spec.configMaps "envFrom" $spec.envFrom) }}
  envFrom:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- with include "svc.v1.env" (dict "workload" $workload "spec" $spec "key" .key) }}
  env:
    {{- . | trim | nindent 4 }}
  {{- end }}
  resources:
    {{- toYaml $spec.resources | nindent 4 }}
  {{- with include "svc.v1.probes" (dict "workload" $workload "probes" $spec.probes "ports" $spec.ports) }}
  {{- . | trim | nindent 2 }}
  {{- end }}
  {{- with include "svc.v1.preStop" $spec }}
  {{- . | trim | nindent 2 }}
  {{- end }}
  securityContext:
    {{- include "svc.v1.securityContext" (dict "values" $workload.values "spec" $spec) | nindent 4 }}
  {{- with .volumes }}
  volumeMounts:
    {{- range . }}
    - name: {{ include "svc.v1.str" .name }}
      mountPath: {{ include "svc.v1.str" .mountPath }}
      {{- with .subPath }}
      subPath: {{ include "svc.v1.str" . }}
      {{- end }}
      {{- if .readOnly }}
      readOnly: true
      {{- end }}
    {{- end }}
  {{- end }}
{{- end -}}
