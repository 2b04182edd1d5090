"""From a repository's descriptors to its releases: one left fold of layers per service and environment."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

from helmwright.model.deployed_services import Services
from helmwright.model.inputs import App, Environment, Inputs, ServiceSource
from helmwright.model.merge import Fields, drop_disabled, merge
from helmwright.model.origins import Layer, Layers
from helmwright.model.release import Release
from helmwright.model.removals import removed
from helmwright.model.scaling_targets import by_triggers, without_default_targets
from helmwright.model.service import Service, service


def resolve(inputs: Inputs) -> tuple[Release, ...]:
    """Every app in every environment where at least one of its services runs, sorted by release name."""
    by_app: dict[str, list[ServiceSource]] = {}
    for source in inputs.services:
        by_app.setdefault(source.app, []).append(source)
    releases = (
        _release(inputs, inputs.apps[app], environment, sources)
        for environment in inputs.environments.values()
        for app, sources in by_app.items()
        if inputs.apps[app].presence.runs_in(environment.name)
    )
    return tuple(
        sorted((r for r in releases if r.content.parts), key=lambda r: (r.environment.name, r.app.name))
    )


def _release(inputs: Inputs, app: App, environment: Environment, sources: Iterable[ServiceSource]) -> Release:
    namespace = environment.namespace(app)
    services = tuple(
        _resolve(inputs, app, environment, namespace, source)
        for source in sources
        if source.presence.runs_in(environment.name)
    )
    return Release(app, environment, namespace, app.owner or _shared_owner(services), Services(services))


def _resolve(
    inputs: Inputs, app: App, environment: Environment, namespace: str, source: ServiceSource
) -> Service:
    layers = tuple(_layers(inputs, app, environment, source))
    fields = _merged(layers)
    if paths := by_triggers(fields):
        for path in paths:
            layers = without_default_targets(layers, path, source.source)
        fields = _merged(layers)
    return service(app.name, source.name, environment.name, namespace, fields, Layers(layers, source.source))


def _merged(layers: Iterable[Layer]) -> Fields:
    return drop_disabled(removed(reduce(merge, (layer.fields for layer in layers))))


def _layers(
    inputs: Inputs, app: App, environment: Environment, service_source: ServiceSource
) -> Iterable[Layer]:
    """The layers that say anything, lowest first; the service's own file always."""
    repository = inputs.repository
    if repository.defaults:
        yield Layer(repository.source, ("defaults",), repository.defaults)
    if environment.defaults:
        yield Layer(environment.source, ("defaults",), environment.defaults)
    if app.source is not None and app.defaults:
        yield Layer(app.source, ("defaults",), app.defaults)
    if profile := repository.profiles.get(service_source.profile):
        yield Layer(repository.source, ("profiles", service_source.profile), profile)
    yield Layer(service_source.source, (), service_source.fields)
    override = service_source.environments.get(environment.name)
    if override:
        yield Layer(service_source.source, ("environments", environment.name), override)


def _shared_owner(services: Iterable[Service]) -> str:
    owners = {item.owner for item in services}
    return owners.pop() if len(owners) == 1 else ""
