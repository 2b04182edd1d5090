{{/*
The pod template of a workload, from `metadata` on. A workload is root; its values; its kind; the service's name, which
is its container's too; its objectName; its component; the path of its values, "" or one that ends with a dot; and for
pods that end a restartPolicy.
*/}}
{{- define "svc.v1.podTemplate" -}}
{{- $rows := dict -}}
{{- template "svc.v1.volumeTable" (dict "workload" . "rows" $rows) -}}
{{- $shared := dict "mounts" $rows.mounts "securityContext" (include "svc.v1.securityContext" (dict "workload" . "at" .path)) -}}
metadata:
  labels:
    {{- include "svc.v1.podLabels" . | nindent 4 }}
  {{- with include "svc.v1.podAnnotations" . }}
  annotations:
    {{- . | trim | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: "{{ template "svc.v1.serviceAccountName" .root }}"
  automountServiceAccountToken: {{ template "svc.v1.automount" .values }}
  enableServiceLinks: false
  {{- with .restartPolicy }}
  restartPolicy: {{ . }}
  {{- end }}
  {{- with .values.imagePullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ quote . }}
    {{- end }}
  {{- end }}
  terminationGracePeriodSeconds: {{ template "svc.v1.gracePeriodSeconds" . }}
  securityContext:
    {{- include "svc.v1.podSecurityContext" .values | nindent 4 }}
  {{- with include "svc.v1.podDNS" .values }}
  dnsConfig:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- with include "svc.v1.scheduling" . }}
  {{- . | trim | nindent 2 }}
  {{- end }}
  {{- with include "svc.v1.initContainers" (dict "workload" . "shared" $shared) }}
  initContainers:
    {{- . | trim | nindent 4 }}
  {{- end }}
  containers:
    {{- include "svc.v1.container" (dict "workload" . "name" .name "spec" .values "shared" $shared "mounts" $rows.own
      "sidecar" "" "at" .path "ports" .values.ports) | nindent 4 }}
    {{- if .values.sidecars }}
    {{- with include "svc.v1.sidecars" (dict "workload" . "shared" $shared "start" "with") }}
    {{- . | trim | nindent 4 }}
    {{- end }}
    {{- end }}
  {{- with include "svc.v1.volumes" $rows.all }}
  volumes:
    {{- . | trim | nindent 4 }}
  {{- end }}
{{- end -}}
