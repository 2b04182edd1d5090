"""Codes of what a pod is made of, how it is scaled, who it is and what it keeps: from R840."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.findings import Severity

PODS = (
    Code(
        "R840",
        "port of an unknown sidecar",
        "A port that names a sidecar is declared by that container. Without the sidecar nothing listens on it.",
        "Correct the name, or add the sidecar.",
    ),
    Code(
        "R841",
        "two hooks before the end",
        "A container has one preStop hook. The drain is one, which waits; a hook of the service's own takes its place "
        "and has to wait itself while load balancers stop sending.",
        "Keep lifecycle.preStop or shutdown.drain.",
    ),
    Code(
        "R842",
        "hook incomplete",
        "A hook asks a port by HTTP or runs a command, and needs what its type needs.",
        "Add type: http with a path, or type: exec with a command.",
    ),
    Code(
        "R843",
        "source of variables incomplete",
        "An entry of envFrom is one ConfigMap or one Secret; the API server refuses neither and both.",
        "Name one of the two.",
    ),
    Code(
        "R844",
        "role without a way to it",
        "Pods get an AWS role by IRSA or by EKS Pod Identity, and the environment says by which. Without either they "
        "have the role of their node, or none.",
        "Write identity in the environment, or name the role under the environments that have a way to it.",
    ),
    Code(
        "R845",
        "identity that cannot work",
        "A role belongs to an account, which cluster.accountId names. The agent of EKS Pod Identity is on EKS nodes "
        "alone; IRSA also works elsewhere.",
        "Complete cluster, or change identity.type.",
    ),
    Code(
        "R846",
        "right incomplete",
        "A rule of a Role names API groups, resources and verbs. A rule about URLs has those and verbs alone.",
        "Add what is missing, or make two entries.",
    ),
    Code(
        "R847",
        "right on everything",
        "A star covers what is installed later, too, and often Secrets: who takes over one pod has all of it.",
        "Name what the service uses.",
        Severity.WARNING,
    ),
    Code(
        "R848",
        "scaling of another kind",
        "Triggers are KEDA's, which makes the HorizontalPodAutoscaler itself and can stop every pod. Without triggers "
        "Kubernetes scales by metrics, to one pod at least.",
        "Write triggers, or what Kubernetes has: cpu, memory and metrics with min: 1.",
    ),
    Code(
        "R849",
        "metric or trigger incomplete",
        "A metric has a type, a name and one target; of an object the object too. A trigger has a type and metadata.",
        "Add what is missing.",
    ),
    Code(
        "R850",
        "two autoscalers of one resource",
        "A HorizontalPodAutoscaler compares use with the request. A VerticalPodAutoscaler that changes this request "
        "makes the two drive each other.",
        "Let one of the two leave the resource alone.",
    ),
    Code(
        "R851",
        "time that the autoscaler does not take",
        "A stabilization window is an hour at most, and the period of a policy half an hour.",
        "Write a shorter time.",
    ),
    Code(
        "R852",
        "role without a way to AWS STS",
        "With IRSA the pods exchange a token for their role at AWS STS. The service's network policy lets them out "
        "only where the descriptor says so, and every call of AWS would fail for want of credentials.",
        "Write network: {internet: true}, or under network.egress the addresses of STS's VPC endpoint with port 443. "
        "Where a policy that is not in this repository opens the way, weigh the finding in helmwright.yaml with that "
        "as the reason.",
        Severity.WARNING,
    ),
    Code(
        "R859",
        "secret of AWS without a role",
        "The driver fetches a secret from AWS with the role of the pod that mounts it, never with the node's. A pod"
        " without a role does not start.",
        "Give the service an identity with a role that may read the secret, and the environment a way to give"
        " roles; or choose another form of the secret in that environment.",
    ),
)
