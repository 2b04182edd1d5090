"""Where pods may run, said so that the API server takes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.model.resolved import Resolved

CODES = (
    Code(
        "R414",
        "toleration that Kubernetes refuses",
        "The API server takes a toleration without a key for every taint, compares values only with Equal, and "
        "counts seconds only for NoExecute. It refuses pods that say something else.",
        "Name the taint's key, and leave out what does not belong to the operator or the effect.",
    ),
)


def tolerations(resolved: Resolved) -> Iterator[Finding]:
    """Every toleration holds together, by the rules of `ValidateTolerations` in Kubernetes' validation.go."""
    for _, service in resolved.services():
        for index, toleration in enumerate(service.section("placement").get("tolerations", ())):
            for key, problem, hint in _problems(toleration):
                at = service.layers.origin(("placement", "tolerations", index, key))
                yield Finding("R414", at, f"placement.tolerations.{index} {problem}", hint)


def _problems(toleration: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """The field that is wrong, what is wrong with it, and what to write."""
    exists = toleration.get("operator") == "Exists"
    if not toleration.get("key") and not exists:
        yield "key", "lacks a key", "name the taint's key, or write operator: Exists for every taint"
    if exists and toleration.get("value"):
        yield "value", "has a value, which Exists does not compare", "remove value, or write operator: Equal"
    if "tolerationSeconds" in toleration and toleration.get("effect") != "NoExecute":
        yield "tolerationSeconds", "counts seconds of an effect that evicts nobody", "write effect: NoExecute"


RULES = (tolerations,)
