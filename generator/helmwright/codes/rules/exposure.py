"""Codes of hosts, ports and addresses."""

from __future__ import annotations

from helmwright.codes.code import Code

EXPOSURE = (
    Code(
        "R601",
        "exposed without a host",
        "An Ingress without a host answers for every host that reaches the controller, other teams' ones "
        "included.",
        "Add hosts to expose, in the service or in the environment's override.",
    ),
    Code(
        "R602",
        "private without addresses",
        "public: false limits who may connect to the environment's own network, and the environment does "
        "not say what that is. The service would be open or closed to all.",
        "Write cluster.vpc.cidrs in the environment.",
    ),
    Code(
        "R603",
        "host without a domain",
        "A host without a dot gets the environment's domain, and the environment has none. The name would "
        "lead nowhere.",
        "Write domain in the environment, or the host in full.",
    ),
    Code(
        "R604",
        "host claimed twice",
        "Two services, or two exposures of one, claim the same host, or where requests are routed the same path of "
        "it. Which one answers is chance.",
        "Give one of the two another host or path.",
    ),
    Code(
        "R605",
        "node port claimed twice",
        "A node port of a cluster belongs to one Service. The API server refuses the second one.",
        "Give one of the two another number.",
    ),
    Code(
        "R606",
        "port clash",
        "Two ports of a service have the same number and protocol. The API server refuses it, or silently "
        "drops one of the two.",
        "Give one of them another number, or remove it.",
    ),
    Code(
        "R607",
        "not an address range",
        "The API server refuses the policy or load balancer, or worse, reads another range than the one "
        "meant.",
        "Write the network's first address and its length, such as 10.10.0.0/16.",
    ),
    Code(
        "R608",
        "private on a way in that is shared",
        "public: false can be kept where a load balancer of the service's own filters addresses. An Ingress "
        "controller or a node passes everybody's connections on as its own, so the service would be as open as "
        "they are.",
        "Say public: true or enabled: false under expose for this environment, or give those that are not public a "
        "way of their own with exposure.private, such as another IngressClass or Gateway. Where the controller or the "
        "nodes are private themselves, weigh the finding in helmwright.yaml with that as the reason.",
    ),
)
