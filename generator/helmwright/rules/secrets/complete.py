"""Secrets that say all they must, in one form, and reach the container."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, in_environments
from helmwright.model.inputs import Environment, Provider
from helmwright.model.resolved import Resolved
from helmwright.model.secret import FIELDS, Form, form
from helmwright.model.service import Service

CODES = (
    Code(
        "R407",
        "secret incomplete",
        "Once all layers are merged, a secret needs its key in the store, and env or mount to reach the "
        "container.",
        "Add what is missing.",
    ),
    Code(
        "R411",
        "settings that exclude each other",
        "One of the two settings would be passed over without a word. A higher layer may change the kind of "
        "an entry; the same layer may not say both.",
        "Remove one of the two.",
        overridable=True,
    ),
    Code(
        "R859",
        "AWS secret without a role",
        "The driver fetches a secret from AWS with the role of the pod that mounts it, never with the node's. A pod"
        " without a role does not start.",
        "Give the service an identity with a role that may read the secret, and the environment a way to give"
        " roles; or choose another form of the secret in that environment.",
    ),
    Code(
        "R885",
        "variable of a key that is not sealed",
        "The Secret has the keys that were sealed and no other. A pod that wants another key does not start.",
        "Seal a value for the key and add it under sealed, or correct the key.",
    ),
)

_OF_A_FORM = sorted({field for fields in FIELDS.values() for field in fields})


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every secret has a key where its form wants one, and reaches the container."""
    return in_environments(_complete(resolved))


def _complete(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        environment = release.environment.name
        for name, secret in service.section("secrets").items():
            if "key" in FIELDS[form(secret)] and "key" not in secret:
                at = service.layers.origin(("secrets", name, "key"))
                yield (
                    Finding("R407", at, f"secrets.{name} lacks a key", "for example key: shop/db"),
                    environment,
                )
            if not secret.get("env") and "mount" not in secret:
                message = f"secrets.{name} does not reach the container"
                hint = "for example env: {DB_PASSWORD: password}, or mount: /etc/db"
                at = service.layers.origin(("secrets", name, "mount"))
                yield Finding("R407", at, message, hint), environment


def one_form(resolved: Resolved) -> Iterator[Finding]:
    """No secret has settings that its form does not know, unless a higher layer changed its form."""
    for _, service in resolved.services():
        for name, secret in service.section("secrets").items():
            decided = form(secret)
            rank = service.layers.rank(("secrets", name, decided))
            for key in _OF_A_FORM:
                path = ("secrets", name, key)
                if key in secret and key not in FIELDS[decided] and service.layers.rank(path) >= rank:
                    message = f"secrets.{name} has {decided}, and {key} means nothing beside it"
                    hint = f"remove {key} or {decided}"
                    yield Finding("R411", service.layers.origin(path), message, hint)


def sealed_keys(resolved: Resolved) -> Iterator[Finding]:
    """Every variable of a sealed secret has a sealed value."""
    for _, service in resolved.services():
        for name, secret in service.section("secrets").items():
            if form(secret) is Form.SEALED:
                for variable, key in secret.get("env", {}).items():
                    if key not in secret["sealed"]:
                        at = service.layers.origin(("secrets", name, "env", variable))
                        message = f"secrets.{name}.env.{variable} names the key '{key}', which is not sealed"
                        yield Finding("R885", at, message, f"seal a value for {key}, or correct the key")


def aws_roles(resolved: Resolved) -> Iterator[Finding]:
    """Every secret that the driver fetches from AWS has a role to fetch it with."""
    return in_environments(
        (finding, release.environment.name)
        for release, service in resolved.services()
        for finding in _without_role(service, release.environment)
    )


def _without_role(service: Service, environment: Environment) -> Iterator[Finding]:
    if "role" not in service.section("identity"):
        hint = f"for example identity: {{role: {service.app}-{service.name}}}"
    elif not environment.identity and environment.cluster.provider is not Provider.EKS:  # R844 is for EKS
        hint = "write identity in the environment, or another form of the secret there"
    else:
        return
    for name, secret in service.section("secrets").items():
        if form(secret) is Form.CSI:
            at = service.layers.origin(("secrets", name, "csi"))
            message = f"secrets.{name} is fetched with the pods' AWS role, and they have none"
            yield Finding("R859", at, message, hint)


RULES = (complete, one_form, sealed_keys, aws_roles)
