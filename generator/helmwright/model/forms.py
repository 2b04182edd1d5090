"""Entries that have one of several forms, each with fields of its own: that of the higher layer counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from helmwright.model.secret import FIELDS, Form

_CONTAINERS = ("sidecars", "initContainers", "workers", "crons", "tasks")
_IMAGE = (("tag",), ("digest",))
_SOURCE = (("configMap",), ("secret",))
_PEER = (("namespace",), ("cidrs", "except"))
_METRIC = (("average",), ("value",))
_SECRET = tuple(FIELDS[form] for form in (Form.STORE, Form.CSI, Form.SEALED, Form.EXISTING))
_VOLUME = (("size", "class", "access"), ("temporary", "size", "memory", "class"), ("claim",))
FORMS: Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]] = {
    ("image",): _IMAGE,
    ("envFrom", "*"): _SOURCE,
    ("secrets", "*"): _SECRET,
    ("config", "*"): (("env",), *((one, "mount", "file") for one in ("data", "from", "existing"))),
    ("storage", "*"): _VOLUME,
    ("network", "allowFrom", "*"): _PEER,
    ("network", "egress", "*"): _PEER,
    ("replicas", "metrics", "*"): _METRIC,
    ("workers", "*", "replicas", "metrics", "*"): _METRIC,
    **{(field, "*", "image"): _IMAGE for field in _CONTAINERS},
    **{(field, "*", "envFrom", "*"): _SOURCE for field in _CONTAINERS},
}
"""The fields of each form by the path to what has it, the form first that fields of several mean."""


def of_one_form(base: Mapping[str, Any], over: Mapping[str, Any], path: tuple[str, ...]) -> Mapping[str, Any]:
    """What of `base` still counts below `over`, both at a path: all of it, unless `over` has another form.

    A layer that mixes forms leaves it to the rules to say so.
    """
    forms = _forms(path)
    known = {name for form in forms for name in form}
    said = {name for name in over if name in known}
    if not said or any((base.keys() | over.keys()) & known <= {*form} for form in forms):
        return base
    chosen = next((form for form in forms if said <= {*form}), None)
    if chosen is None:
        return base
    return {name: value for name, value in base.items() if name not in known or name in chosen}


def _forms(path: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    for pattern, forms in FORMS.items():
        if len(pattern) == len(path) and all(
            step in ("*", name) for step, name in zip(pattern, path, strict=True)
        ):
            return forms
    return ()
