{{/*
The service's name and the name of its main objects: fullnameOverride, else the alias. Never cut and never prefixed:
it is in the selectors, which cannot change. A secondary object is called <name>-<id>, always, so that a second one
renames nothing.
*/}}
{{- define "svc.v1.name" -}}
{{- or .Values.fullnameOverride .Chart.Name -}}
{{- end -}}

{{/* Refuses a name that is too long to put an id after, or is none to Kubernetes. The alias is out of the schema's reach. */}}
{{- define "svc.v1.checkName" -}}
{{- $name := include "svc.v1.name" . -}}
{{- if or (gt (len $name) 40) (not (regexMatch "^[a-z]([-a-z0-9]*[a-z0-9])?$" $name)) -}}
{{- template "svc.v1.fail" (dict "root" . "kind" "Service" "key" "fullnameOverride" "reason"
  (printf "the name %q is not 1 to 40 characters a-z, 0-9 and -, with a letter first and no - last" $name)) -}}
{{- end -}}
{{- end -}}
