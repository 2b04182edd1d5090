"""Codes of connections between services."""

from __future__ import annotations

from helmwright.codes.code import Code

CONNECTIONS = (
    Code(
        "R201",
        "unknown service",
        "A connection to a service that does not exist opens no network path, and an address made from it "
        "leads nowhere.",
        "Write service for one of the same app, app/service for another one, and /port where a port is "
        "meant.",
    ),
    Code(
        "R202",
        "service not in this environment",
        "The service exists, but not where it is called from. The caller would start and fail at its first "
        "request.",
        "Let the service run in that environment too, or override the reference there.",
    ),
    Code(
        "R203",
        "unknown port of another service",
        "The address would have a port that nothing listens on, and the network policies would not let it "
        "through.",
        "Correct the port's name, or add the port to the service that is called.",
    ),
    Code(
        "R204",
        "port of another service not said",
        "The service that is called has several ports, and an address or URL has exactly one.",
        "Write the port's name behind the service: service/port or app/service/port.",
    ),
)
