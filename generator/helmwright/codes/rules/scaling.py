"""Codes of replicas, resources and rollouts."""

from __future__ import annotations

from helmwright.codes.code import Code

SCALING = (
    Code(
        "R501",
        "autoscaling without a target",
        "An autoscaler without a metric never changes the number of pods.",
        "Add cpu, memory or both to replicas, in percent of what is requested.",
    ),
    Code(
        "R502",
        "autoscaling without a maximum",
        "A range of replicas needs its upper end. An override that says only min, over a fixed number, "
        "looks like this.",
        "Add max and a target, or write replicas as a number.",
    ),
    Code(
        "R503",
        "minimum above maximum",
        "The API server refuses an autoscaler whose minimum is above its maximum.",
        "Raise the one or lower the other; they may come from different layers.",
    ),
    Code(
        "R504",
        "limit below request",
        "The API server refuses a container that is promised more than it may use.",
        "Raise the limit or lower the request; they may come from different layers.",
    ),
    Code(
        "R505",
        "amount that nobody means",
        "Kubernetes takes memory: 128 for so many bytes and cpu: 100 for a hundred cores. Pods with such "
        "amounts are killed at once or never scheduled.",
        "Write CPU in cores (500m, 2) and memory in bytes with a suffix (128Mi, 2Gi).",
    ),
    Code(
        "R506",
        "volume for one pod",
        "A ReadWriteOnce volume is attached to one node. A second pod on another node waits for it for "
        "ever, in daily scaling and in a rolling update alike.",
        "Keep one pod and the recreate rollout, or use a class with ReadWriteMany.",
    ),
    Code(
        "R507",
        "no time to stop",
        "Draining takes all of the grace period, and the process is killed without being asked to stop.",
        "Make shutdown.grace longer than shutdown.drain.",
    ),
    Code(
        "R508",
        "rollout that never moves",
        "A rolling update must be allowed one pod more or one pod less than wanted; the API server refuses "
        "neither, and more than all.",
        "Set maxSurge or maxUnavailable.",
    ),
    Code(
        "R509",
        "disruption budget that blocks drains",
        "If no pod may be evicted, no node can be drained: upgrades of the cluster and the cluster "
        "autoscaler wait for ever.",
        "Allow one unavailable pod, or write disruption: false.",
    ),
    Code(
        "R510",
        "beyond the environment's limits",
        "The environment's LimitRange bounds every container. The API server refuses a pod that asks for more, so the "
        "rollout stops with the old pods.",
        "Lower the service's resources, or raise limits in the environment.",
    ),
    Code(
        "R511",
        "fraction of a byte",
        "The suffix m is a thousandth, so memory: 128m is an eighth of a byte. Kubernetes warns of it and kills the "
        "pod at once.",
        "Write memory in bytes with a suffix (128Mi, 2Gi).",
    ),
)
