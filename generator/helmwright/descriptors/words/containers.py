"""Words about placing, probing and feeding containers."""

from __future__ import annotations

from helmwright.descriptors.words.word import Word

_PROBE = "{type: http, path: /healthz}"
WORDS = (
    Word(
        "affinity podAntiAffinity antiAffinity", "placement: {apart: soft}", "selector and arch choose nodes"
    ),
    Word("nodeSelector nodeAffinity", "placement: {selector: {kubernetes.io/arch: arm64}}"),
    Word(
        "tolerations taints", "placement: {tolerations: [{key: dedicated, value: batch, effect: NoSchedule}]}"
    ),
    Word("topologySpreadConstraints topologySpread", "placement: {spread: zone}"),
    Word("priorityClassName priorityClass", "placement: {priority: business-critical}"),
    Word("readinessProbe customReadinessProbe", f"probes: {{readiness: {_PROBE}}}"),
    Word("livenessProbe customLivenessProbe", f"probes: {{liveness: {_PROBE}}}"),
    Word("startupProbe customStartupProbe", f"probes: {{startup: {_PROBE}}}"),
    Word("healthcheck health probe", f"probes: {{readiness: {_PROBE}}}"),
    Word("httpGet", f"probes: {{readiness: {_PROBE}}}"),
    Word("tcpSocket", "probes: {readiness: {type: tcp}}"),
    Word("exec", "probes: {readiness: {type: exec, command: [/app/check]}}"),
    Word("initialDelaySeconds", "probes: {readiness: {initialDelay: 10s}}"),
    Word("periodSeconds", "probes: {readiness: {period: 10s}}"),
    Word("timeoutSeconds", "probes: {readiness: {timeout: 1s}}"),
    Word(
        "volumes volumeMounts extraVolumes extraVolumeMounts persistence volumeClaimTemplates pvc "
        "persistentVolumeClaim volume",
        "storage: {data: {size: 10Gi, mount: /data}}",
        "files are config and secrets with mount",
    ),
    Word("emptyDir tmpfs", "storage: {cache: {temporary: true, size: 1Gi, mount: /cache}}"),
    Word("mountPath", "storage: {data: {size: 10Gi, mount: /data}}"),
    Word(
        "configMap configMaps configFiles",
        "config: {app: {data: {app.yaml: 'level: info'}, mount: /etc/app}}",
    ),
    Word(
        "externalSecret externalSecrets secret secretMounts existingSecret",
        "secrets: {db: {key: shop/db, env: {DB_PASSWORD: password}}}",
        "existing names a Secret of the namespace",
    ),
    Word("sealedSecret sealedSecrets", "secrets: {db: {sealed: {password: AgBy3i4OJSWK}, mount: /etc/db}}"),
    Word("extraEnv extraEnvVars envVars environmentVariables extraEnvs variables", "env: {LOG_LEVEL: info}"),
    Word("environment", "env: {LOG_LEVEL: info}", "environments holds what differs in one", alone=True),
    Word(
        "valueFrom secretKeyRef",
        "env: {DB_PASSWORD: {secret: db/password}}",
        "secrets: {db: ...} says where it is",
    ),
    Word("configMapKeyRef", "env: {FLAGS: {configMap: features/flags}}"),
    Word("fieldRef fieldPath", "env: {POD_IP: {field: status.podIP}}"),
    Word(
        "extraEnvFrom envFromSecret secretRef configMapRef", "envFrom: {shared: {configMap: shared-settings}}"
    ),
)
