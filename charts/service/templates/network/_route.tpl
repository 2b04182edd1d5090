{{/*
What HTTPRoutes and GRPCRoutes have in common. Of lists the API server's defaults are printed: it writes them into the
object, and Argo CD compares the lists of custom resources as a whole.
*/}}
{{- define "svc.v1.routeParents" -}}
{{- range $id, $parent := .parentRefs -}}
{{- if ne $parent.enabled false }}
- group: gateway.networking.k8s.io
  kind: Gateway
  name: {{ quote (or $parent.name $id) }}
  {{- with $parent.namespace }}
  namespace: {{ quote . }}
  {{- end }}
  {{- with $parent.sectionName }}
  sectionName: {{ quote . }}
  {{- end }}
  {{- with $parent.port }}
  port: {{ int . }}
  {{- end }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* The metadata of a route. Argo CD does not refuse the sync that installs the kind too. Takes root, id and route. */}}
{{- define "svc.v1.routeMetadata" -}}
{{- template "svc.v1.metadata" (dict "workload" (dict "root" .root "component" "server") "name" (printf "%s-%s" (include "svc.v1.name" .root) .id)
  "annotations" .route.annotations "argocd" (dict "sync-options" "SkipDryRunOnMissingResource=true")) -}}
{{- end -}}

{{/* Where a rule sends requests: a port of the Service. Takes root, kind, key (of the rule) and port. */}}
{{- define "svc.v1.routeBackend" -}}
{{- $id := include "svc.v1.portId" (dict "root" .root "kind" .kind "key" (printf "%s.port" .key) "ports" .root.Values.ports "id" .port "exposed" true) -}}
{{- $port := index .root.Values.ports $id }}
backendRefs:
  - group: ""
    kind: Service
    name: {{ quote (include "svc.v1.name" .root) }}
    port: {{ or $port.servicePort $port.containerPort | int }}
    weight: 1
{{- end -}}

{{/* A list of names with values, compared exactly. Takes a map. */}}
{{- define "svc.v1.matchedValues" -}}
{{- range $name, $value := . }}
- name: {{ quote $name }}
  type: Exact
  value: {{ quote $value }}
{{- end -}}
{{- end -}}
