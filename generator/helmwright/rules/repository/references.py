"""Names that one descriptor uses and another one declares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity, in_environments
from helmwright.hints import did_you_mean
from helmwright.model.presence import presence
from helmwright.model.resolved import Resolved
from helmwright.model.secret import Form, form
from helmwright.model.source import Source

CODES = (
    Code(
        "R101",
        "unknown environment",
        "An override for an environment that does not exist is never applied, and nobody notices.",
        "Correct the name, or describe the environment in environments/<name>.yaml.",
        overridable=True,
    ),
    Code(
        "R110",
        "unknown profile",
        "The service starts from fields that nobody wrote, most often under a misspelt name.",
        "Correct the name, or add the profile to profiles in helmwright.yaml.",
    ),
    Code(
        "R104",
        "unknown secret store",
        "The ExternalSecret would name a store that the cluster does not have, its Secret would never "
        "appear, and the pods would not start.",
        "Correct the name, or add the store to the environment's secretStores.",
    ),
    Code(
        "R105",
        "unknown storage class",
        "Services name classes by what they are for, and each environment maps them to what its cluster "
        "has. Without that a claim stays pending for ever.",
        "Correct the name, or add the class to the environment's storageClasses.",
    ),
    Code(
        "R107",
        "node port of no service",
        "The environment pins a node port for a service that it does not expose. Whoever relies on the port "
        "finds it closed.",
        "Correct the name, add expose to the service, or remove the entry.",
        overridable=True,
    ),
    Code(
        "R108",
        "settings of no namespace",
        "The environment sets a quota, labels, a Pod Security level or a default policy for a namespace that no app "
        "lives in, most often a misspelt one, and the namespace that was meant has none of it.",
        "Correct the name, or remove the entry.",
        Severity.WARNING,
        overridable=True,
    ),
)


def environments(resolved: Resolved) -> Iterator[Finding]:
    """Every environment that an app or a service names exists."""
    called = [environment.called for environment in resolved.inputs.environments.values()]
    known = [*dict.fromkeys(chain(*called))]
    apps = (app.source for app in resolved.inputs.apps.values())
    sources: list[Source] = [source for source in apps if source is not None]
    for source in (*sources, *(service.source for service in resolved.inputs.services)):
        named = [
            (source.at(("environments", name), key=True), name)
            for name in source.data.get("environments", {})
        ]
        named += [
            (source.at(("onlyIn", index)), name) for index, name in enumerate(source.data.get("onlyIn", ()))
        ]
        for at, name in named:
            if name not in known:
                hint = did_you_mean(name, known, "describe it in environments, or remove the entry")
                yield Finding("R101", at, f"there is no environment '{name}'", hint)
        yield from _idle(source, called)


def _idle(source: Source, called: Iterable[Sequence[str]]) -> Iterator[Finding]:
    """What is said of environments that the descriptor keeps itself out of."""
    there = presence(source.data)
    for name in source.data.get("environments", {}):
        meant = [one for one in called if name in one]
        if name in there.absent or not meant or any(map(there.runs_in, meant)):
            continue
        at = source.at(("environments", name), key=True)
        out = there.absent.intersection(*meant)
        if out:
            message = f"environments.{name} means nothing beside environments.{min(out)}, which is false"
            yield Finding("R823", at, message, "remove one of the two")
        else:
            message = f"environments.{name} means nothing beside onlyIn, which does not name it"
            yield Finding("R823", at, message, f"remove it, or add {name} to onlyIn")


def profiles(resolved: Resolved) -> Iterator[Finding]:
    """Every profile that a service starts from exists."""
    known = resolved.inputs.repository.profiles
    for service in resolved.inputs.services:
        if service.profile and service.profile not in known:
            hint = did_you_mean(service.profile, known, "add it to profiles in helmwright.yaml")
            message = f"there is no profile '{service.profile}'"
            yield Finding("R110", service.source.at(("profile",)), message, hint)


def secret_stores(resolved: Resolved) -> Iterator[Finding]:
    """The environment has the store of every secret."""
    return in_environments(_secret_stores(resolved))


def _secret_stores(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        known = release.environment.secret_stores
        for name, secret in service.section("secrets").items():
            store = secret.get("store", "default")
            if form(secret) is Form.STORE and store not in known:
                at = service.layers.origin(("secrets", name, "store"))
                hint = did_you_mean(store, known, "name it in the environment's secretStores")
                finding = Finding("R104", at, f"there is no secret store '{store}'", hint)
                yield finding, release.environment.name


def storage_classes(resolved: Resolved) -> Iterator[Finding]:
    """The environment maps the class of every volume to one of its own."""
    return in_environments(_storage_classes(resolved))


def _storage_classes(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        known = release.environment.storage_classes
        for name, volume in service.section("storage").items():
            if "claim" in volume and not volume.get("temporary"):
                continue
            if "class" in volume and volume["class"] not in known:
                at = service.layers.origin(("storage", name, "class"))
                hint = did_you_mean(volume["class"], known, "name it in the environment's storageClasses")
                finding = Finding("R105", at, f"there is no storage class '{volume['class']}'", hint)
                yield finding, release.environment.name


def node_ports(resolved: Resolved) -> Iterator[Finding]:
    """Every node port is pinned for a service that the environment exposes."""
    exposed = {
        (service.environment, asked.key) for _, service in resolved.services() for asked in service.exposures
    }
    services = {f"{service.app}/{service.name}" for service in resolved.inputs.services}
    declared = sorted(services | {key for _, key in exposed})
    for environment in resolved.inputs.environments.values():
        for key in environment.exposure.node_ports:
            if (environment.name, key) in exposed:
                continue
            at = environment.source.at(("exposure", "nodePorts", key), key=True)
            if key in declared:
                message = f"the node port is for {key}, which is not exposed here"
                yield Finding("R107", at, message, "remove it, or add expose to the service")
            else:
                message = f"the node port is for {key}, which no service is called"
                yield Finding("R107", at, message, did_you_mean(key, declared, "remove it"))


def namespaces(resolved: Resolved) -> Iterator[Finding]:
    """Every quota, and all else that is said of a namespace, is for one of the environment."""
    for environment in resolved.inputs.environments.values():
        known = sorted({r.namespace for r in resolved.releases if r.environment.name == environment.name})
        for field, what in (("quotas", "the quota is"), ("namespaces", "this is")):
            for name in environment.source.data.get(field, {}):
                if name != "default" and name not in known:
                    at = environment.source.at((field, name), key=True)
                    message = f"{what} for the namespace '{name}', which no app has here"
                    yield Finding("R108", at, message, did_you_mean(name, [*known, "default"], "remove it"))


RULES = (environments, profiles, secret_stores, storage_classes, node_ports, namespaces)
