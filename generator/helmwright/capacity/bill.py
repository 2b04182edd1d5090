"""The price of a month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from helmwright.capacity.plan import Bill, Node, Serverless
from helmwright.capacity.prices import HOURS, Prices
from helmwright.model.nodes import GroupType


def bill(nodes: Iterable[Node], serverless: Iterable[Serverless], prices: Prices) -> Bill:
    """What nodes and pods cost in a month."""
    rows: defaultdict[tuple[str, str], float] = defaultdict(float)
    unknown: dict[str, None] = {}
    for node in nodes:
        kind = node.kind
        price = prices.of(kind.instance, kind.group.spot)
        if price is None:
            unknown[f"{kind.instance.name}{' as spot' if kind.group.spot else ''}"] = None
        else:
            rows[kind.group.name, kind.instance.name] += price * HOURS
    for pods in serverless:
        price = prices.serverless(*pods.size) if pods.size else None
        if price is None:
            unknown["Fargate"] = None
        else:
            rows[pods.profile, GroupType.FARGATE.value] += price * HOURS * pods.count
    return Bill(dict(sorted(rows.items())), tuple(unknown))
