"""Whether a pod may run on a node, by what both say: selectors, required affinity, taints.

https://kubernetes.io/docs/concepts/scheduling-eviction/assign-pod-node/ and
https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from helmwright.findings import listed
from helmwright.kubernetes.selectors import Labels, holds
from helmwright.model.nodes import Taint

Spec = Mapping[str, Any]
NONE_UNKNOWN = re.compile("(?!)")
"""Matches no label."""


class Refusal(NamedTuple):
    """What keeps a pod off a node in words, and the path to the field of its spec that says so."""

    why: str
    field: tuple[str | int, ...]


def refusal(
    spec: Spec, labels: Labels, taints: Iterable[Taint], unknown: re.Pattern[str] = NONE_UNKNOWN
) -> Refusal | None:
    """What keeps a pod off a node with these labels and taints, None for nothing.

    Other labels may be whatever a pod asks for where their names begin as `unknown` says.
    """
    return next(_refusals(spec, labels, taints, unknown), None)


def _refusals(
    spec: Spec, labels: Labels, taints: Iterable[Taint], unknown: re.Pattern[str]
) -> Iterator[Refusal]:
    def takes(expression: Mapping[str, Any]) -> bool:
        key = expression.get("key", "")
        return holds(expression, labels) or (key not in labels and bool(unknown.match(key)))

    for key, value in (spec.get("nodeSelector") or {}).items():
        if not takes({"key": key, "operator": "In", "values": [value]}):
            yield Refusal(f"it asks for {key}={value}", ("nodeSelector", key))
    terms = required_terms(spec)
    if terms is not None and not any(_satisfied(term, takes) for term in terms):
        expressions = (one for term in terms for one in term.get("matchExpressions") or ())
        wanted = [_spelt(one) for one in expressions if not takes(one)]
        asked = f"it asks for {listed(dict.fromkeys(wanted))}" if wanted else "its affinity selects no node"
        yield Refusal(asked, ("affinity", "nodeAffinity"))
    for taint in taints:
        if taint.effect != "PreferNoSchedule" and not any(
            _tolerated(taint, item) for item in spec.get("tolerations") or ()
        ):
            value = f"={taint.value}" if taint.value else ""
            yield Refusal(f"it does not tolerate {taint.key}{value}:{taint.effect}", ("tolerations",))


def required_terms(spec: Spec) -> Sequence[Mapping[str, Any]] | None:
    """The terms of which one must hold of the node, None where nothing is required."""
    affinity = (spec.get("affinity") or {}).get("nodeAffinity") or {}
    required = affinity.get("requiredDuringSchedulingIgnoredDuringExecution")
    return None if required is None else required.get("nodeSelectorTerms") or ()


def _satisfied(term: Mapping[str, Any], takes: Callable[[Mapping[str, Any]], bool]) -> bool:
    """A term without expressions selects nothing, and fields name one node, which is not known."""
    expressions = term.get("matchExpressions") or ()
    return bool(expressions) and not term.get("matchFields") and all(map(takes, expressions))


def _spelt(expression: Mapping[str, Any]) -> str:
    values = ", ".join(map(str, expression.get("values") or ()))
    return " ".join(filter(None, (expression.get("key"), expression.get("operator"), values)))


def _tolerated(taint: Taint, toleration: Mapping[str, Any]) -> bool:
    if toleration.get("effect") and toleration["effect"] != taint.effect:
        return False
    if not toleration.get("key"):
        return toleration.get("operator") == "Exists"
    if toleration["key"] != taint.key:
        return False
    return toleration.get("operator") == "Exists" or (toleration.get("value") or "") == taint.value
