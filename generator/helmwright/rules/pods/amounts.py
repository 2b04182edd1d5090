"""CPU, memory and disk: requested, limited, and in amounts that somebody can mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding, Location, dotted, listed
from helmwright.kubernetes.quantities import parts, quantity
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

CODES = (
    Code(
        "R402",
        "resources incomplete",
        "Without requests the scheduler packs pods blindly and autoscaling has nothing to measure by; "
        "without a memory limit one leak takes a node down.",
        "Set requests.cpu, requests.memory and limits.memory in the service, or in a layer below it.",
    ),
    Code(
        "R504",
        "limit below request",
        "The API server refuses a container that is promised more than it may use, and the webhook of vertical scaling "
        "a most that is less than the least.",
        "Raise the limit or lower the request; they may come from different layers.",
    ),
    Code(
        "R505",
        "implausible quantity",
        "Kubernetes takes memory: 128 for so many bytes and cpu: 100 for a hundred cores. Pods with such "
        "amounts are killed at once or never scheduled. What a volume in memory holds counts against the limit of "
        "the container.",
        "Write CPU in cores (500m, 2) and memory in bytes with a suffix (128Mi, 2Gi).",
        overridable=True,
    ),
    Code(
        "R511",
        "fraction of a byte",
        "The suffix m is a thousandth, so memory: 128m is an eighth of a byte. Kubernetes warns of it and kills the "
        "pod at once.",
        "Write memory in bytes with a suffix (128Mi, 2Gi).",
    ),
)

_REQUIRED = (("requests", "cpu"), ("requests", "memory"), ("limits", "memory"))
_EXAMPLE = "for example {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}"
_REVERSED = "raise the one or lower the other"


@dataclass(frozen=True, slots=True)
class _Range:
    """What an amount may be: the suffixes that make sense, the most usual of them, and plausible bounds.

    `misfit` is the code for another suffix.
    """

    what: str
    misfit: str
    suffixes: tuple[str, ...]
    usual: str
    least: str
    most: str

    def has(self, text: str) -> bool:
        return quantity(self.least) <= quantity(text) <= quantity(self.most)


_CPU = _Range("CPU", "R505", ("", "m"), "m", "1m", "256")
_BYTES = _Range("bytes", "R511", ("", *"kMGTPE", *(f"{prefix}i" for prefix in "KMGTPE")), "Mi", "1Mi", "1Pi")


def complete(resolved: Resolved) -> Iterator[Finding]:
    """Every container requests CPU and memory and limits its memory."""
    for _, service in resolved.services():
        for path, resources in _resources(service):
            missing = [step for step in _REQUIRED if step[1] not in resources.get(step[0], {})]
            if missing:
                lacking = listed(map(dotted, missing))
                at = service.layers.origin((*path, *missing[0]))
                yield Finding("R402", at, f"{dotted(path)} lacks {lacking}", _EXAMPLE)


def bounds(resolved: Resolved) -> Iterator[Finding]:
    """Amounts are neither zero nor absurd, and CPU is not counted in bytes."""
    for _, service in resolved.services():
        for path, resources in _resources(service):
            yield from _bounds(resources, path, service.layers.origin)
        for name, volume in service.section("storage").items():
            if "size" in volume:
                path, origin = ("storage", name, "size"), service.layers.origin
                yield from _amount(_BYTES, volume["size"], path, origin)
                most = service.section("resources").get("limits", {}).get("memory")
                if volume.get("memory") and most and quantity(volume["size"]) > quantity(most):
                    message = f"{dotted(path)}: {volume['size']} in memory is more than the container's limit of {most}"
                    yield Finding(
                        "R505", origin(path), message, "make it smaller, or raise resources.limits.memory"
                    )
        for path, vertical in _vertical(service):
            yield from _bounds(vertical, path, service.layers.origin)
            yield from _whole(vertical, path, service.layers.origin)
    for environment in resolved.inputs.environments.values():
        yield from _bounds(environment.limits, ("limits",), environment.source.at)


def _bounds(resources: Mapping[str, Any], path: Path, at: Callable[[Path], Location]) -> Iterator[Finding]:
    for section, amounts in resources.items():
        for kind, text in amounts.items():
            yield from _amount(_CPU if kind == "cpu" else _BYTES, text, (*path, section, kind), at)


def _whole(amounts: Mapping[str, Any], path: Path, at: Callable[[Path], Location]) -> Iterator[Finding]:
    """The webhook of vertical scaling takes CPU in whole thousandths of a core (`validateResourceResolution` in
    https://github.com/kubernetes/autoscaler/tree/vertical-pod-autoscaler/v1.7.1/vertical-pod-autoscaler/pkg/admission-controller).
    """
    for section, kinds in amounts.items():
        text = kinds.get("cpu", "0")
        if (quantity(text) * 1000).denominator != 1:
            where = (*path, section, "cpu")
            message = f"{dotted(where)}: {text} is no whole number of thousandths"
            yield Finding("R505", at(where), message, "for example 250m")


def _amount(allowed: _Range, text: str, path: Path, at: Callable[[Path], Location]) -> Iterator[Finding]:
    number, suffix = parts(text)
    if suffix not in allowed.suffixes:
        code, problem = allowed.misfit, f"is no amount of {allowed.what}"
    elif not allowed.has(text):
        code, problem = "R505", f"is not between {allowed.least} and {allowed.most}"
    else:
        return
    guess = number + allowed.usual
    wrong_suffix = suffix == "" or suffix not in allowed.suffixes
    hint = f"did you mean {guess}?" if wrong_suffix and allowed.has(guess) else ""
    yield Finding(code, at(path), f"{dotted(path)}: {text} {problem}", hint)


def limits(resolved: Resolved) -> Iterator[Finding]:
    """No limit is below its request, and none of an environment's defaults is above its maximum."""
    for _, service in resolved.services():
        for path, resources in _resources(service):
            for low, high, message in _reversed(resources, ("requests", "limits"), path):
                yield Finding("R504", service.layers.latest(high, low), message, _REVERSED)
        for path, vertical in _vertical(service):
            for low, high, message in _reversed(vertical, ("min", "max"), path):
                yield Finding("R504", service.layers.latest(high, low), message, _REVERSED)
    for environment in resolved.inputs.environments.values():
        for sections in (("defaultRequest", "default"), ("defaultRequest", "max"), ("default", "max")):
            for _, high, message in _reversed(environment.limits, sections, ("limits",)):
                yield Finding("R504", environment.source.at(high), message, _REVERSED)


def _reversed(
    resources: Mapping[str, Any], sections: tuple[str, str], path: Path
) -> Iterator[tuple[Path, Path, str]]:
    """The paths of amounts of which the second one is smaller, and a sentence that says so."""
    lower, upper = (resources.get(section, {}) for section in sections)
    for kind in sorted(lower.keys() & upper.keys()):
        if quantity(upper[kind]) < quantity(lower[kind]):
            low, high = ((*path, section, kind) for section in sections)
            yield low, high, f"{dotted(high)}, {upper[kind]}, is less than {dotted(low)}, {lower[kind]}"


def _vertical(service: Service) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """What vertical scaling may ask for at least and at most, with the path to it."""
    for workload in service.workloads:
        vertical = workload.section("verticalScaling")
        yield (
            workload.to("verticalScaling"),
            {bound: vertical[bound] for bound in ("min", "max") if bound in vertical},
        )


def _resources(service: Service) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    """The resources of each container with the path to them; others than sidecars may have the service's."""
    for path, container in service.containers():
        if "resources" in container or path[:1] in ((), ("sidecars",)):
            yield (*path, "resources"), container.get("resources", {})


RULES = (complete, limits, bounds)
