"""Applications that are there, against those that are generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from helmwright import layout, names
from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity
from helmwright.kubernetes.manifests import Object
from helmwright.live.application import Application
from helmwright.live.observed import Observed
from helmwright.live.waiting import Who, waiting
from helmwright.live.wanted import Wanted
from helmwright.model.inputs import Environment, Repository

CODES = (
    Code(
        "G201",
        "Application that is missing",
        "The app is generated and not deployed: the root Application has not made it, or somebody has deleted both.",
        "Look at the root Application, and whether what is generated is on the branch that it reads. The root itself "
        "is applied by hand.",
    ),
    Code(
        "G202",
        "Application of nothing",
        "Its app or its environment is gone from the repository, and a guarded root prunes nothing. Its pods run on, "
        "and nobody changes them any more.",
        "Delete the Application when nobody misses the app, by the how-to on removing one.",
        severity=Severity.WARNING,
    ),
    Code(
        "G203",
        "Application that is not as generated",
        "It reads another revision, another path or another repository, or deploys somewhere else than the descriptors "
        "say: somebody has changed it by hand while the root was paused, or the commit is not on the branch yet.",
        "Let the root sync, or change the descriptor to what was meant.",
        severity=Severity.WARNING,
    ),
    Code(
        "G204",
        "Application that cannot be synced",
        "Argo CD cannot read, compare or deploy it, and says why. Its pods run on, and no commit reaches them.",
        "Mend what Argo CD says. It tries again by itself.",
    ),
    Code(
        "G205",
        "Application that waits for a person",
        "It does not go on before somebody confirms, mends or switches on something, and later commits wait with it.",
        "The how-to on being on call says for each what to do.",
        severity=Severity.WARNING,
    ),
    Code(
        "G206",
        "Application whose syncs are switched off",
        "No commit reaches it, and nothing alarms. The root switches syncs on again as soon as it syncs itself.",
        "Apply the root's file again, when whatever they were switched off for is done.",
        severity=Severity.WARNING,
    ),
)

_COMPARED = {
    ("source", "targetRevision"): "reads the revision",
    ("source", "path"): "reads the path",
    ("source", "repoURL"): "reads the repository",
    ("project",): "belongs to the project",
    ("destination", "name"): "deploys to the cluster",
    ("destination", "server"): "deploys to the cluster",
    ("destination", "namespace"): "deploys to the namespace",
}
"""What of an Application decides on what is deployed where, and how a message begins."""


def check(wanted: Sequence[Wanted], observed: Observed) -> Iterator[Finding]:
    """What of the Applications of an environment is not as it is generated."""
    for item in wanted:
        found = observed.applications.get(item.name)
        if found is None:
            message = f"there is no Application {item.name} in the namespace {observed.namespace}"
            yield Finding("G201", item.location, message, _apply(item) if item.app == names.ROOT else "")
        else:
            yield from _differences(item, found)
            yield from _trouble(item, found)


def unknown(
    wanted: Sequence[Wanted], repository: Repository, environment: Environment, observed: Observed
) -> Iterator[Finding]:
    """Applications of the environment that are no longer generated."""
    known = {item.name for item in wanted}
    for name, found in sorted(observed.applications.items()):
        source = found.spec.get("source") or {}
        is_ours = source.get("repoURL") == repository.repo_url and _is_of(environment.name, source)
        if is_ours and name not in known:
            message = f"the Application {name} deploys {source['path']}, which is no longer generated"
            hint = f"kubectl delete application {name} -n {observed.namespace}"
            yield Finding("G202", environment.source.at(), message, hint)


def _is_of(environment: str, source: Object) -> bool:
    """Whether what an Application reads is an environment's: an umbrella chart, or files beside its root."""
    match str(source.get("path", "")).split("/"):
        case ["apps", _, name, *_] | ["bootstrap", name, *_]:
            return name == environment
    return False


def _differences(item: Wanted, found: Application) -> Iterator[Finding]:
    for path, words in _COMPARED.items():
        there, generated = _value(found.spec, path), _value(item.spec, path)
        if there != generated:
            message = f"{item.name} {words} '{there}', and is generated with '{generated}'"
            yield Finding("G203", item.location, message)


def _value(spec: Object, path: Sequence[str]) -> str:
    value: object = spec
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return "" if value is None else str(value)


def _trouble(item: Wanted, found: Application) -> Iterator[Finding]:
    for condition in found.errors:
        yield Finding("G204", item.location, f"{item.name}: {condition.type}: {condition.message}")
    is_off = not found.is_automated and not found.is_parked
    if is_off:
        yield Finding("G206", item.location, f"the syncs of {item.name} are switched off", _apply(item))
    now = waiting(found)
    if now and now.who is Who.PERSON and not is_off and not found.errors:
        yield Finding("G205", item.location, f"{item.name} waits for a person: {now.what}")


def _apply(item: Wanted) -> str:
    return f"kubectl apply -f {layout.root(item.environment.name)}"
