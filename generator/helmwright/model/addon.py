"""An add-on in an environment: a chart of others, or of the repository's own, as what a release deploys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from helmwright.charts.package import ChartPin
from helmwright.model.field import Field
from helmwright.model.inputs import AddonSource, Environment
from helmwright.model.merge import Fields, kept, merge
from helmwright.model.only_live import here
from helmwright.model.origins import Layer, Layers, Path
from helmwright.model.references import Broken, with_facts
from helmwright.model.removals import removed

ROLE_ANNOTATION = "eks.amazonaws.com/role-arn"
"""What a service account says of its role (https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html)."""
IRSA = "irsa"
ROLE_ANNOTATIONS = {IRSA: ROLE_ANNOTATION, "podIdentity": "helmwright.dev/role-arn"}
"""The annotation of a ServiceAccount that has its role, by how roles come to pods; the second one is for people."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One use of the chart, whose fields are the chart's values; or the objects beside it, by ids."""

    name: str
    app: str
    namespace: str
    fields: Fields
    layers: Layers

    @property
    def key(self) -> str:
        """`app/name`, unique in an environment."""
        return f"{self.app}/{self.name}"

    @property
    def owner(self) -> str:
        """Empty: the add-on's owner is the app's."""
        return ""

    @property
    def said(self) -> Field:
        """The values, each of which knows where it was set."""
        return Field(self.fields, self.layers.origin)


@dataclass(frozen=True, slots=True)
class Addon:
    """The uses of a chart, and objects beside it."""

    parts: tuple[Instance, ...]
    pins: tuple[ChartPin, ...]
    beside: Instance | None
    ignored_differences: tuple[Mapping[str, Any], ...]

    @property
    def chart(self) -> str:
        """The name of the chart."""
        return self.pins[0].chart

    def objects(self, _: Environment) -> Iterator[tuple[Instance, str, str, Path]]:
        """None that is known before the chart renders."""
        yield from ()


def addon(
    source: AddonSource, environment: Environment, namespace: str, *, live: bool
) -> tuple[Addon, list[tuple[Layers, Broken]]]:
    """The add-on as it is in an environment, be it live or not, and its references that have no value there."""
    steps: list[Path] = [()]
    steps += [("environments", name) for name in environment.called if name in source.environments]
    instances = kept(reduce(merge, (_at(source.fields, (*step, "instances")) for step in steps)))
    names = here(instances, live)
    broken: list[tuple[Layers, Broken]] = []

    def filled(
        paths: Sequence[Path], *lowest: Layer, chosen: Callable[[Fields], Fields] = lambda fields: fields
    ) -> tuple[Any, Layers]:
        """What the file says at these paths together, the last one on top, as far as it is chosen."""
        said = [(path, _at(source.fields, path)) for path in paths]
        layers = Layers(
            (*lowest, *(Layer(source.source, path, value) for path, value in said if value)), source.source
        )
        nothing: Fields = {}
        merged = reduce(
            lambda base, over: merge(base, over, _APART), (layer.fields for layer in layers.items), nothing
        )
        value, flaws = with_facts(chosen(removed(merged, _APART)), environment.facts)
        broken.extend((layers, flaw) for flaw in flaws)
        return value, layers

    parts = []
    for name in sorted(names) if instances else [source.pin.chart]:
        paths = [(*step, "values") for step in steps]
        paths += [(*step, "instances", name, "values") for step in steps if names]
        values, layers = filled(paths, *_identity(source, environment))
        parts.append(Instance(name, source.app, namespace, values, layers))
    paths = [(*step, "objects") for step in steps]
    objects, layers = filled(paths, chosen=lambda said: here(kept(said), live))
    beside = Instance("objects", source.app, namespace, objects, layers)
    ignored = tuple(source.fields.get("ignoreDifferences", ()))
    pins = tuple(source.pins(environment.called))
    return Addon(tuple(parts), pins, beside if beside.fields else None, ignored), broken


_APART = ("values",)
"""What paths of a chart's values begin with, so that none is taken for a field of a service."""


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step, {})
    return value


def _identity(source: AddonSource, environment: Environment) -> Iterator[Layer]:
    """The annotation with the pods' role, below the values, where the environment has a way to it."""
    said = source.fields.get("identity")
    if said and environment.identity:
        annotation = ROLE_ANNOTATIONS[environment.identity]
        fields: Any = {annotation: environment.cluster.role_arn(said["role"])}
        for step in reversed(said["annotations"].split(".")):
            fields = {step: fields}
        yield Layer(source.source, ("identity",), fields)
