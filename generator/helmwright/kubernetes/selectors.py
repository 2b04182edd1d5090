"""Label selectors, and the expressions that node affinity has too.

https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from helmwright.kubernetes.lists import items, mappings

Labels = Mapping[str, str]


def selected(selector: Mapping[str, Any] | None, labels: Labels) -> bool:
    """Whether a label selector takes these labels: an empty one takes all, and one that is null takes none.

    https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.34/#podaffinityterm-v1-core
    https://github.com/kubernetes/kubernetes/blob/v1.34.0/staging/src/k8s.io/apimachinery/pkg/apis/meta/v1/helpers.go
    """
    return (
        selector is not None
        and (selector.get("matchLabels") or {}).items() <= labels.items()
        and all(holds(expression, labels) for expression in mappings(selector.get("matchExpressions")))
    )


def holds(expression: Mapping[str, Any], labels: Labels) -> bool:
    """Whether labels satisfy an expression."""
    value, values = labels.get(str(expression.get("key", ""))), items(expression.get("values"))
    match expression.get("operator"):
        case "In":
            return value in values
        case "NotIn":
            return value not in values
        case "Exists":
            return value is not None
        case "DoesNotExist":
            return value is None
        case "Gt" | "Lt" as operator:
            return _compares(operator, str(value), [*map(str, values)])
    return False


def _compares(operator: str, value: str, values: Sequence[str]) -> bool:
    if not all(text.isdigit() for text in (value, *values)) or not values:
        return False
    return int(value) > int(values[0]) if operator == "Gt" else int(value) < int(values[0])
