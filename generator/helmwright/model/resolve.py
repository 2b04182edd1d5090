"""From a repository's descriptors to its releases: one left fold of layers per service or add-on and environment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce

from helmwright.findings import Finding, Findings, in_environments, ordered
from helmwright.model.addon import addon
from helmwright.model.deployed_services import Services
from helmwright.model.grouping import Grouping
from helmwright.model.inputs import AddonSource, App, Environment, Inputs, ServiceSource
from helmwright.model.merge import Fields, drop_disabled, merge
from helmwright.model.only_live import for_live
from helmwright.model.origins import Layer, Layers, Path
from helmwright.model.references import Broken, refers, with_facts
from helmwright.model.release import Release
from helmwright.model.removals import removed, takes
from helmwright.model.scaling_targets import by_triggers, without_default_targets
from helmwright.model.service import Service, service


def resolve(inputs: Inputs) -> tuple[tuple[Release, ...], Findings]:
    """Every app in every environment where something of it runs, sorted by release name.

    With a finding for each reference to a fact that the environment does not have.
    """
    resolver = _Resolver(inputs)
    return resolver.releases(), ordered(in_environments(resolver.broken))


class _Resolver:
    """Resolves a repository once, and keeps the references that lead nowhere with their environments."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.broken: list[tuple[Finding, str]] = []
        self._refer = frozenset(source.path for source in inputs.sources if refers(source.data))
        self._take = frozenset(source.path for source in inputs.sources if takes(source.data))

    def releases(self) -> tuple[Release, ...]:
        services: dict[str, list[ServiceSource]] = {}
        for source in self.inputs.services:
            services.setdefault(source.app, []).append(source)
        addons = {source.app: source for source in self.inputs.addons}
        releases = [
            release
            for environment in self.inputs.environments.values()
            for app in self.inputs.apps.values()
            if app.presence.runs_in(environment.called)
            for release in (
                (self._addon(app, environment, addons[app.name]),)
                if app.name in addons
                else self._services(app, environment, services.get(app.name, ()))
            )
        ]
        deployed = (release for release in releases if release.content.parts)
        return tuple(sorted(deployed, key=lambda one: (one.environment.name, one.app.name, one.service)))

    def _services(
        self, app: App, environment: Environment, sources: Iterable[ServiceSource]
    ) -> Iterator[Release]:
        """One release of all services, or one of each."""
        namespace = environment.namespace(app)
        services = tuple(
            self._service(app, environment, namespace, source)
            for source in sources
            if source.presence.runs_in(environment.called)
        )
        apart = app.grouping is Grouping.SERVICE
        for name, own in [(item.name, (item,)) for item in services] if apart else [("", services)]:
            owner = app.owner or _shared_owner(own)
            yield Release(app, environment, namespace, owner, Services(own), name)

    def _service(self, app: App, environment: Environment, namespace: str, source: ServiceSource) -> Service:
        items = tuple(_layers(self.inputs, app, environment, source))
        fields = self._merged(items)
        if paths := by_triggers(fields):
            for path in paths:
                items = without_default_targets(items, path, source.source)
            fields = self._merged(items)
        layers = Layers(items, source.source)
        if _any_of(items, self._refer):
            fields, broken = with_facts(fields, environment.facts, _is_text)
            self._note(environment, ((layers, one) for one in broken))
        return service(app.name, source.name, environment.name, namespace, fields, layers)

    def _merged(self, layers: Sequence[Layer]) -> Fields:
        merged = reduce(merge, (layer.fields for layer in layers))
        return drop_disabled(removed(merged) if _any_of(layers, self._take) else merged)

    def _addon(self, app: App, environment: Environment, source: AddonSource) -> Release:
        namespace = environment.namespace(app)
        member = environment.source.member
        live = member is not None and member.is_live
        content, broken = addon(source, environment, namespace, live=live)
        self._note(environment, broken)
        could = None
        if member and member.weights is not None and not live and any(for_live(source)):
            could, _ = addon(source, environment, namespace, live=True)
        return Release(app, environment, namespace, app.owner, content, could=could)

    def _note(self, environment: Environment, broken: Iterable[tuple[Layers, Broken]]) -> None:
        for layers, one in broken:
            found = one.finding(layers.origin(one.path), environment.facts)
            self.broken.append((found, environment.name))


def _is_text(path: Path) -> bool:
    """Whether what a service says at a path is a text to whoever reads it; whole objects have values of any type."""
    return path[0] not in ("patches", "extraObjects")


def _any_of(layers: Iterable[Layer], paths: frozenset[str]) -> bool:
    """Whether any of the layers is of one of these files."""
    return not paths.isdisjoint(layer.source.path for layer in layers)


def _layers(
    inputs: Inputs, app: App, environment: Environment, service_source: ServiceSource
) -> Iterable[Layer]:
    """The layers that say anything, lowest first; the service's own file always."""
    repository = inputs.repository
    if repository.defaults:
        yield Layer(repository.source, ("defaults",), repository.defaults)
    yield from environment.defaults
    if app.source is not None and app.defaults:
        yield Layer(app.source, ("defaults",), app.defaults)
    if profile := repository.profiles.get(service_source.profile):
        yield Layer(repository.source, ("profiles", service_source.profile), profile)
    yield Layer(service_source.source, (), service_source.fields)
    for name in environment.called:
        if override := service_source.environments.get(name):
            yield Layer(service_source.source, ("environments", name), override)


def _shared_owner(services: Iterable[Service]) -> str:
    owners = {item.owner for item in services}
    return owners.pop() if len(owners) == 1 else ""
