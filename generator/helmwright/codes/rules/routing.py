"""Codes of what routes requests to services."""

from __future__ import annotations

from helmwright.codes.code import Code

ROUTING = (
    Code(
        "R860",
        "host that is an address",
        "Requests are told apart by DNS names. The API server refuses an Ingress or a route for an IP address, "
        "and no top-level domain begins with a digit.",
        "Write a DNS name. A service that is reached by its address needs no host.",
    ),
    Code(
        "R861",
        "no gateway",
        "A route without a Gateway to take it in leads nowhere.",
        "Write exposure.gateway in the environment: the Gateway's name and namespace.",
    ),
    Code(
        "R862",
        "more than a route holds",
        "The API server refuses a route of the Gateway API with more than 16 hosts, or a rule with more than 64 "
        "matches.",
        "Leave some out, or move some to an entry of expose.more.",
    ),
    Code(
        "R863",
        "host of both kinds of route",
        "The Gateway API lets a host lead to HTTPRoutes or to GRPCRoutes. Of the two, the Gateway refuses the one that "
        "came later.",
        "Give one of the two another host. A service that speaks gRPC gets an HTTPRoute too when its paths are named, "
        "such as /shop.v1.Cart.",
    ),
    Code(
        "R864",
        "several ports where requests lead to one",
        "An Ingress or a route sends the requests of a host's path to one port. Several ports face outwards by a load "
        "balancer or node ports of the service's own.",
        "Name one port under expose for this environment, and give each of the others an entry of expose.more.",
    ),
    Code(
        "R865",
        "gRPC without HTTPS",
        "The target groups of an ALB that speak gRPC are for HTTPS listeners alone. The controller makes no load "
        "balancer from an Ingress that asks for another.",
        "Write tls: true under exposure in the environment, or expose the service by a LoadBalancer there.",
    ),
    Code(
        "R866",
        "no target group",
        "Where load balancers are made elsewhere, each exposed service needs the target group that its pods are put "
        "into. Nobody would reach the service.",
        "Write the target group's ARN under exposure.targetGroups in the environment, or leave expose out of it with "
        "enabled: false.",
    ),
    Code(
        "R867",
        "target group for nothing",
        "A target group is named for a service that is not exposed there, often because the service was renamed. It "
        "stays empty, and what its load balancer promises is gone.",
        "Correct the name, expose the service or remove the entry.",
    ),
    Code(
        "R868",
        "unknown security group",
        "Services name security groups, and each environment maps the names to ids of its own account. Without an id "
        "the pods would be in none.",
        "Add the name to the environment's securityGroups, or correct it.",
    ),
    Code(
        "R869",
        "network opening of two kinds",
        "An entry opens the way to pods of a namespace or to addresses. Of one that names both it is not clear whether "
        "either will do.",
        "Make it two entries. To go another way in one environment, switch the entry off there and add another one.",
    ),
    Code(
        "R870",
        "exception outside of its range",
        "The API server refuses a policy whose exception is not a part of the range, and exceptions count for each "
        "range of the entry.",
        "Give ranges with exceptions an entry each, or correct the exception.",
    ),
    Code(
        "R871",
        "one node port for several ports",
        "Ports of one protocol cannot share a node port. The API server refuses the Service.",
        "Remove the number, so that the cluster chooses one for each port, or expose one port there.",
    ),
    Code(
        "R872",
        "gRPC routed as plain HTTP",
        "What routes requests knows a port's protocol by its appProtocol alone. To a port without one an ALB sends "
        "HTTP/1.1 and HTTP health checks, which a gRPC server does not answer, and a Gateway leads by an HTTPRoute.",
        "Write appProtocol: kubernetes.io/h2c for the port, or appProtocol: http when it answers both.",
    ),
)
