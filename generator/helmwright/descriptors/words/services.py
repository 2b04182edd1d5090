"""Words about scaling and replacing pods, and about services and their ways."""

from __future__ import annotations

from helmwright.descriptors.words.word import Word

_SECURITY = "{runAsUser: {value: 1000, reason: The image's files belong to it.}}"
_POD = "patches: {Pod/*: {reason: What it is for., patch: {spec: {%s}}}}"
WORDS = (
    Word("replicaCount replicasCount instances", "replicas: 2"),
    Word(
        "autoscaling hpa horizontalPodAutoscaler autoscaler minReplicas maxReplicas keda scaledObject "
        "targetCPUUtilizationPercentage",
        "replicas: {min: 2, max: 10, cpu: 70}",
    ),
    Word("vpa verticalPodAutoscaler", "verticalScaling: {mode: Initial}"),
    Word("pdb podDisruptionBudget minAvailable", "disruption: {maxUnavailable: 1}"),
    Word(
        "strategy updateStrategy deploymentStrategy rollingUpdate",
        "rollout: {maxSurge: 25%, maxUnavailable: 0}",
    ),
    Word("terminationGracePeriodSeconds", "shutdown: {grace: 60s}"),
    Word("lifecycleHooks preStop postStart", "lifecycle: {preStop: {type: exec, command: [/app/drain]}}"),
    Word(
        "ingress ingresses httpRoute route gateway virtualService loadBalancer nodePort hostname",
        "expose: {hosts: [shop]}",
        "how it is reached is said by the environment's exposure",
    ),
    Word(
        "host hosts domain tls",
        "expose: {hosts: [shop]}",
        "how it is reached is said by the environment's exposure",
        alone=True,
    ),
    Word("public", "expose: {public: true}", alone=True),
    Word("service services port", "ports: {http: 8080}", alone=True),
    Word(
        "containerPort containerPorts targetPort servicePort extraPorts",
        "ports: {http: {container: 8080, service: 80}}",
    ),
    Word("sessionAffinity", "traffic: {sessionAffinity: ClientIP}"),
    Word(
        "serviceAccountName serviceAccount",
        "identity: {role: shop-cart}",
        "each service has a ServiceAccount",
    ),
    Word(
        "role roles clusterRole roleBinding permissions",
        "rbac: {rules: {pods: {apiGroups: [''], resources: [pods], verbs: [get]}}}",
        alone=True,
    ),
    Word("securityContext podSecurityContext containerSecurityContext", f"security: {_SECURITY}"),
    Word(
        "runAsNonRoot privileged allowPrivilegeEscalation",
        "",
        "no container is privileged; security has what may differ",
    ),
    Word(
        "capabilities",
        "security: {addCapabilities: {value: [NET_BIND_SERVICE], reason: It listens on port 80.}}",
    ),
    Word(
        "networkPolicy networkPolicies",
        "network: {allowFrom: {monitoring: {namespace: monitoring}}}",
        "connectsTo opens the way to other services",
    ),
    Word(
        "dependsOn dependencies",
        "connectsTo: []",
        "connectsTo names the services that it calls",
        alone=True,
    ),
    Word("serviceMonitor podMonitor monitoring prometheus", "metrics: {port: http}"),
    Word("prometheusRule prometheusRules", "{metrics: {port: http}, alerts: {availability: 99.9%}}"),
    Word(
        "containers extraContainers sidecarContainers sidecar",
        "sidecars: {proxy: {image: {repository: envoyproxy/envoy, tag: v1.36.2}}}",
        alone=True,
    ),
    Word("initContainer extraInitContainers", "initContainers: {wait: {command: [/app/wait]}}"),
    Word(
        "cronJob cronJobs cron schedule",
        "crons: {nightly: {schedule: 0 3 * * *, command: [/app/report]}}",
        alone=True,
    ),
    Word(
        "job jobs hooks migration migrations",
        "tasks: {migrate: {when: before, command: [/app/migrate]}}",
        alone=True,
    ),
    Word("deployment statefulset daemonset", "workload: StatefulSet", alone=True),
    Word("imagePullPolicy pullPolicy", "image: {pullPolicy: IfNotPresent}"),
    Word("pullSecrets imagePullSecret", "imagePullSecrets: [registry-credentials]"),
    Word("repository tag registry", 'image: {repository: ghcr.io/acme/cart, tag: "1.4.2"}', alone=True),
    Word("entrypoint", "command: [/app/server]"),
    Word("cmd arguments", "args: [--port, '8080']"),
    Word(
        "requests limits",
        "resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}",
        alone=True,
    ),
    Word(
        "extraManifests extraDeploy extraResources",
        "extraObjects: {quota: {apiVersion: v1, kind: ResourceQuota}}",
    ),
    Word("dnsConfig dnsPolicy", _POD % "dnsPolicy: None"),
    Word("hostAliases", _POD % "hostAliases: []"),
    Word("runtimeClassName", _POD % "runtimeClassName: gvisor"),
    Word("namespace", "", "the namespace is the app's: namespace in app.yaml", alone=True),
    Word("name nameOverride fullnameOverride", "", "a service is called as its file is", alone=True),
)
