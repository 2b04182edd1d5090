"""Values in the form that Kubernetes or a shell has for them, in the form that descriptors have."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from helmwright.layout import FILES
from helmwright.yamlio.descriptor import Path

_MOST = 5
"""As many entries as a hint shows."""
_PLAIN = re.compile(r"[A-Za-z/][\w./-]*")
_WORDS = {"true", "false", "yes", "no", "on", "off", "null", "y", "n"}
_IMAGE = re.compile(r"(?P<repository>[^@\s]+?)(?::(?P<tag>[\w.-]+))?(?:@(?P<digest>sha256:[0-9a-f]+))?")
_CODE = re.compile(r"[A-Z]\d{3}")
_FOLDER = re.compile(r"(\./)?(files?/)?")
_UNIT = re.compile(r"(\d+)\s*([KMGTkmgt])i?[bB]?")


def rewritten(path: Path, value: Any) -> str:
    """The value as a descriptor says it, with its key; empty when it is not known what is meant."""
    key = str(path[-1]) if path else ""
    form = _FORMS.get(key)
    if form is not None and isinstance(value, str):
        return f"{key}: {flow(form(value))}"
    if (
        isinstance(value, list)
        and value
        and all(isinstance(item, Mapping) and "name" in item for item in value)
    ):
        entry = _ENTRIES.get(key, _rest)
        shown = {str(item["name"]): entry(item) for item in value[:_MOST]}
        more = f", and {len(value) - _MOST} more by their names" if len(value) > _MOST else ""
        return f"{key}: {flow(shown)}{more}"
    if key == "ports" and not isinstance(value, Mapping):
        return f"{key}: {flow(_numbered(value))}"
    if path[:-1] == ("accepted",) and isinstance(value, str) and _CODE.fullmatch(value):
        return f'{{{value}: "why"}}'
    return ""


def corrections(path: Path, text: str) -> Iterator[str]:
    """What may have been meant with a text, or with a number where a text belongs, likeliest first.

    Nobody means so many bytes by a number of two digits.
    """
    if path[-1] != "cpu" and (unit := _UNIT.fullmatch(text)):
        yield f"{unit[1]}{unit[2].upper()}i"
    if text.isdecimal() and path[-1] in ("memory", "size", "ephemeral-storage"):
        yield f"{text}Mi"
    yield text
    yield text.rstrip("/")
    yield f"{text}s"
    if "groups" not in path:
        yield f"/{text}"
    yield text.removeprefix("CAP_")
    yield text.casefold()
    yield text.casefold().replace("_", "-")
    if path[-1] == "from":
        yield _FOLDER.sub(f"{FILES}/", text, count=1)
    if path[-1] == "repository":
        yield _image(text).get("repository", text)


def flow(value: Any) -> str:
    """A value on one line of YAML."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{flow(key)}: {flow(inner)}' for key, inner in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value.casefold() not in _WORDS:
        return value
    return json.dumps(value, ensure_ascii=False)


def _image(text: str) -> dict[str, str]:
    found = _IMAGE.fullmatch(text)
    return {} if found is None else {name: part for name, part in found.groupdict().items() if part}


def _split(text: str) -> list[str]:
    """A command line as a list; one that needs a shell gets it."""
    try:
        return ["sh", "-c", text] if re.search(r"[|&;<>$`*?]", text) else shlex.split(text)
    except ValueError:
        return ["sh", "-c", text]


def _variable(item: Mapping[str, Any]) -> Any:
    source = item.get("valueFrom")
    for kind, form in _SOURCES.items():
        found = source.get(kind) if isinstance(source, Mapping) else None
        if isinstance(found, Mapping):
            return form(found)
    return str(item.get("value", ""))


def _port(item: Mapping[str, Any]) -> Any:
    container = item.get("containerPort", item.get("targetPort", item.get("port")))
    rest = {key: item[key] for key in ("protocol", "appProtocol") if item.get(key) not in (None, "TCP")}
    service = item.get("port") if item.get("port") != container else None
    return (
        {"container": container, **({"service": service} if service else {}), **rest}
        if rest or service
        else container
    )


def _numbered(value: Any) -> dict[str, int]:
    """Ports that are numbers without names; an example where they are none."""
    numbers = [item for item in (value if isinstance(value, list) else [value]) if type(item) is int] or [
        8080
    ]
    return {f"port-{number}" if place else "http": number for place, number in enumerate(numbers[:_MOST])}


def _rest(item: Mapping[str, Any]) -> Any:
    return {key: inner for key, inner in item.items() if key != "name"}


_FORMS = {"image": _image, "command": _split, "args": _split}
_ENTRIES = {"env": _variable, "ports": _port}
_SOURCES: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
    "secretKeyRef": lambda found: {"secret": f"{found.get('name')}/{found.get('key')}"},
    "configMapKeyRef": lambda found: {"configMap": f"{found.get('name')}/{found.get('key')}"},
    "fieldRef": lambda found: {"field": found.get("fieldPath")},
    "resourceFieldRef": lambda found: {"resource": found.get("resource")},
}
