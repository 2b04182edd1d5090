"""Layers of service fields: short forms made long, then one left fold.

Maps merge key by key; lists, scalars and a change of form replace. A variable's value and a reference to a fact are
replaced whole, since their one key says where the value comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.forms import of_one_form
from helmwright.model.references import is_reference

Fields = Mapping[str, Any]

BACKGROUND = ("workers", "crons", "tasks")
"""Fields whose entries are pods beside the service's own."""
CONTAINERS = ("sidecars", "initContainers", *BACKGROUND)
"""Fields whose entries hold a container each: an image, a command, variables and resources."""


def normalize(fields: Fields) -> Fields:
    """The fields with every short form written out: `http: 8080` is `http: {container: 8080}`."""
    long = _long_ports(fields)
    workers = long.get("workers")
    if not workers:
        return long
    return {**long, "workers": {name: worker and _long_ports(worker) for name, worker in workers.items()}}


def _long_ports(fields: Fields) -> Fields:
    ports = fields.get("ports")
    if not ports:
        return fields
    long = {name: {"container": port} if isinstance(port, int) else port for name, port in ports.items()}
    return {**fields, "ports": long}


def merge(base: Fields, over: Fields, path: tuple[str, ...] = ()) -> Fields:
    """`base` with everything that `over` says; neither is changed. `path` leads to both from a service's fields."""
    return _merge(base, over, path)


def _merge(base: Fields, over: Fields, path: tuple[str, ...]) -> Fields:
    result = dict(of_one_form(base, over, path))
    for name, value in over.items():
        current = result.get(name)
        if (
            isinstance(value, dict)
            and isinstance(current, dict)
            and not (is_whole((*path, name)) or is_reference(value) or is_reference(current))
        ):
            result[name] = _merge(current, value, (*path, name))
        else:
            result[name] = value
    return result


def is_whole(path: tuple[str | int, ...]) -> bool:
    """Whether the value at `path` is replaced and never merged: a variable's, and what files hold."""
    match path:
        case ("env", _) | ("config", _, "from"):
            return True
        case (field, _, "env", _):
            return field in CONTAINERS
    return False


_ENTRIES = (
    ("ports",),
    ("envFrom",),
    ("secrets",),
    ("config",),
    ("storage",),
    ("dashboards",),
    ("extraObjects",),
    ("patches",),
    ("probes",),
    ("lifecycle",),
    *((field,) for field in CONTAINERS),
    *(
        (field, "*", entries)
        for field in CONTAINERS
        for entries in ("envFrom", "ports", "probes", "lifecycle")
    ),
    ("rbac", "rules"),
    ("rbac", "clusterRules"),
    *(
        (*workload, "replicas", entries)
        for workload in ((), ("workers", "*"))
        for entries in ("metrics", "triggers")
    ),
    ("expose", "more"),
    ("network", "allowFrom"),
    ("network", "egress"),
)
_SWITCHED = ("alerts", "expose", "metrics")
"""Fields that are switched off as a whole."""


def drop_disabled(fields: Fields) -> Fields:
    """The merged fields without the entries that are switched off, and without the switches."""
    result = fields
    for path in _ENTRIES:
        if path[0] in fields:
            result = _drop(result, path)
    switched = {name: _kept(result[name]) for name in _SWITCHED if name in result}
    return {name: value for name, value in {**result, **switched}.items() if value is not None}


def _drop(fields: Fields, path: tuple[str, ...]) -> Fields:
    name, *rest = path
    if name == "*":
        return {key: _drop(entry, tuple(rest)) for key, entry in fields.items()}
    entries = fields.get(name)
    if not isinstance(entries, dict) or not entries:
        return fields
    if rest:
        return {**fields, name: _drop(entries, tuple(rest))}
    return {**fields, name: kept(entries)}


def kept(entries: Fields) -> Fields:
    """The entries that are not switched off, without their switches."""
    return {key: value for key, entry in entries.items() if (value := _kept(entry)) is not None}


def _kept(entry: Any) -> Any:
    if not isinstance(entry, dict) or "enabled" not in entry:
        return entry
    if entry["enabled"] is False:
        return None
    return {name: value for name, value in entry.items() if name != "enabled"}
