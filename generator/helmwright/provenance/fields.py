"""From a value of a chart back to the field that it comes from, which each value that is emitted carries along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from helmwright.model.field import Field
from helmwright.model.origins import Path
from helmwright.provenance.patches import child

Steps = Path


def behind(values: Field, steps: Steps) -> Field:
    """The field behind what the steps lead to, of the nearest value around it where nothing is there."""
    return _behind(values, steps, values)


def has(values: Field, steps: Steps) -> bool:
    """Whether there is a value at the end of the steps."""
    value: Any = values
    for step in steps:
        value = _inner(value)
        if not _holds(value, step):
            return False
        value = value[step]
    return True


def split(values: Field, dotted: str) -> Steps:
    """The steps of a dotted path, of which a name with dots in it is one where it is there."""
    value: Any = _inner(values)
    rest, steps = dotted.split(".") if dotted else [], list[str | int]()
    while rest:
        sizes = range(len(rest), 0, -1)
        size = next((size for size in sizes if _holds(value, _step(value, ".".join(rest[:size])))), 1)
        step = _step(value, ".".join(rest[:size]))
        value = _inner(value[step]) if _holds(value, step) else None
        steps, rest = [*steps, step], rest[size:]
    return tuple(steps)


def _step(value: Any, text: str) -> str | int:
    return int(text) if isinstance(value, list) and text.isdigit() else text


def _behind(value: Any, steps: Steps, around: Field) -> Field:
    at = value if isinstance(value, Field) else _shared(value, around)
    inner = _inner(value)
    if not steps or not isinstance(inner, dict | list):
        return at
    step, *rest = steps
    if not _holds(inner, step):
        return at.below(*steps)
    return _behind(child(inner, step), tuple(rest), at.below(step))


def _shared(value: Any, around: Field) -> Field:
    """What the fields of a map or list have in common, of those in the file around it if any are; else the first one.

    Of a map or list without any it is what is around it.
    """
    fields = list(_fields(value))
    own = [field for field in fields if field.where == around.where] or fields
    if not own:
        return around
    first, *others = own
    length = 0
    while all(field.path[: length + 1] == first.path[: length + 1] for field in others) and length < len(
        first.path
    ):
        length += 1
    common = length and all(field.where == first.where for field in others)
    return Field(None, first.where, first.path[:length]) if common else first


def _fields(value: Any) -> Iterator[Field]:
    if isinstance(value, Field):
        yield value
    elif isinstance(value, dict | list):
        for child in value.values() if isinstance(value, dict) else value:
            yield from _fields(child)


def _inner(value: Any) -> Any:
    return value.value if isinstance(value, Field) else value


def _holds(value: Any, step: str | int) -> bool:
    if isinstance(value, dict):
        return step in value
    return isinstance(value, list) and isinstance(step, int) and step < len(value)
