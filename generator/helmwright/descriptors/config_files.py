"""Reads the files beside a descriptor that its configuration is made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from helmwright import disk, layout
from helmwright.disk import Folder, Kind, UnreadableError
from helmwright.findings import Finding
from helmwright.hints import did_you_mean
from helmwright.limits import CONFIG_BYTES
from helmwright.model.config_files import named
from helmwright.model.source import Source

_KEY = re.compile(r"\.?[-_a-zA-Z0-9][-._a-zA-Z0-9]{0,251}")
"""What may be the key of a ConfigMap, and by the schema each step of a path."""


def with_files(source: Source, folder: Folder) -> tuple[Source, list[Finding]]:
    """The source with the files of the repository that it names, and what is wrong with them, at the line that does.

    What its schema refuses as a path is left to that.
    """
    files: dict[str, Mapping[str, str]] = {}
    findings: list[Finding] = []
    beside = source.path.rpartition("/")[0]
    for path, name in named(source.data):
        steps = name.split("/")
        if name in files or steps[0] != layout.FILES or not all(map(_KEY.fullmatch, steps)):
            continue
        try:
            files[name] = _texts(folder, f"{beside}/{name}".lstrip("/"))
        except UnreadableError as error:
            found = disk.finding(error)
            message = f"{found.location.path}: {found.message}"
            findings.append(Finding(found.code, source.at(path), message, found.hint))
    return replace(source, files=files), findings


def _texts(folder: Folder, path: str) -> Mapping[str, str]:
    """The text of the file at the path by its name, or of each file in the folder there. Raises UnreadableError."""
    kind = folder.kind(path)
    if kind is None:
        hint = "add it, or correct the path, which is the one from the folder of this file"
        around, _, name = path.rpartition("/")
        beside = folder.list(around) if folder.kind(around) is Kind.FOLDER else ()
        raise UnreadableError("L124", path, "nothing is there", did_you_mean(name, beside, hint))
    if kind is not Kind.FOLDER:
        return {path.rpartition("/")[2]: _text(path, folder.read(path, CONFIG_BYTES))}
    texts: dict[str, str] = {}
    size = 0
    for name in folder.list(path):
        if name.startswith("."):  # editors leave hidden files behind
            continue
        below = f"{path}/{name}"
        if folder.kind(below) is Kind.FOLDER:
            hint = "give it an entry of its own"
            raise UnreadableError("L124", below, "a ConfigMap holds no folder", hint)
        if not _KEY.fullmatch(name):
            hint = "rename it: letters, digits, hyphens, underscores and dots"
            raise UnreadableError("L124", below, "a ConfigMap holds no file of this name", hint)
        content = folder.read(below, CONFIG_BYTES)
        texts[name] = _text(below, content)
        size += len(content)
        if size > CONFIG_BYTES.value:
            raise disk.too_large(path, CONFIG_BYTES)
    if not texts:
        raise UnreadableError(
            "L124", path, "no file is in it", "add one whose name does not begin with a dot"
        )
    return texts


def _text(path: str, content: bytes) -> str:
    """The text with the line ends that inline texts have, whatever ends a checkout gives it."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        hint = "save it as UTF-8; what is not text belongs in the image or in a volume"
        raise UnreadableError("L124", path, "this is not text in UTF-8", hint)
    return text.replace("\r\n", "\n")
