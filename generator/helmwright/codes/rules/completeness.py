"""Codes of what is missing, or contradicts itself, once all layers are merged."""

from __future__ import annotations

from helmwright.codes.code import Code

COMPLETENESS = (
    Code(
        "R401",
        "image incomplete",
        "Once all layers are merged, an image needs a repository, and a tag or digest. Nothing is pulled by "
        "default.",
        "Add what is missing to the service, or to a layer below it.",
    ),
    Code(
        "R402",
        "resources incomplete",
        "Without requests the scheduler packs pods blindly and autoscaling has nothing to measure by; "
        "without a memory limit one leak takes a node down.",
        "Set requests.cpu, requests.memory and limits.memory in the service, or in a layer below it.",
    ),
    Code(
        "R403",
        "probe incomplete",
        "Once all layers are merged, a probe needs a type, an http probe a path and an exec probe a command.",
        "Add what is missing.",
    ),
    Code(
        "R404",
        "unknown port",
        "A probe, an exposure or a network opening names a port that the service does not have.",
        "Correct the name, or add the port to ports.",
    ),
    Code(
        "R405",
        "port not said",
        "The service has several ports, and only one of them can be meant.",
        "Write port with the name of the one that is meant.",
    ),
    Code(
        "R406",
        "volume incomplete",
        "Once all layers are merged, a volume needs a mount, and a size, an existing claim or temporary: "
        "true.",
        "Add what is missing.",
    ),
    Code(
        "R407",
        "secret incomplete",
        "Once all layers are merged, a secret needs its key in the store, and env or mount to reach the "
        "container.",
        "Add what is missing.",
    ),
    Code(
        "R408",
        "configuration incomplete",
        "Once all layers are merged, a configuration needs data and a mount, or env.",
        "Add what is missing.",
    ),
    Code(
        "R409",
        "port without a number",
        "Once all layers are merged, every port needs the number that the container listens on. An override "
        "of a port whose name is misspelt looks like this.",
        "Add container, or correct the port's name.",
    ),
    Code(
        "R410",
        "readiness probe missing",
        "Without it a pod receives traffic before it can answer, and every rollout loses requests.",
        "Add probes.readiness to the service that receives the traffic.",
    ),
    Code(
        "R411",
        "settings that exclude each other",
        "One of the two settings would be passed over without a word. A higher layer may change the kind of "
        "an entry; the same layer may not say both.",
        "Remove one of the two.",
    ),
    Code(
        "R412",
        "network opening incomplete",
        "Once all layers are merged, each entry of allowFrom and egress needs a namespace or cidrs. An opening "
        "without them would be open to everything or to nothing.",
        "Add what is missing.",
    ),
    Code(
        "R413",
        "success threshold not allowed",
        "Kubernetes refuses a pod whose liveness or startup probe wants more than one success.",
        "Remove successThreshold, or move it to the readiness probe.",
    ),
    Code(
        "R414",
        "toleration that Kubernetes refuses",
        "The API server takes a toleration without a key for every taint, compares values only with Equal, and "
        "counts seconds only for NoExecute. It refuses pods that say something else.",
        "Name the taint's key, and leave out what does not belong to the operator or the effect.",
    ),
    Code(
        "R415",
        "port that is not TCP",
        "The kubelet asks http, tcp and grpc probes over TCP, and an Ingress forwards HTTP, which is TCP too. On a "
        "UDP or SCTP port nothing ever answers.",
        "Name a TCP port, or probe with a command.",
    ),
)
