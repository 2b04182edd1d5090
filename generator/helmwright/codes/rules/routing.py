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
)
