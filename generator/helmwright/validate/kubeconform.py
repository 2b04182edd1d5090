"""The reference validator: the real kubeconform, strict and offline."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path as File
from typing import Any

from helmwright import programs
from helmwright.findings import Finding, Location, ToolError
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.schema_errors import Keys, violations
from helmwright.validate.bundle import Kind, bundle, export, path_of
from helmwright.validate.custom import BrokenSchemaError, custom
from helmwright.validate.definitions import Definitions
from helmwright.validate.validator import Path, Problem, unidentified

LOCATION = "{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json"
"""How kubeconform finds a kind's file below a folder of schemas."""

_SAID = 1000  # characters that are repeated
# kubeconform joins its library's report into one line; only the indentation tells the lines apart.
_JOINED = re.compile(r" ((?:  )*- at ')")
# What YAML takes for the end of a line or refuses, though JSON lets it stand in a string.
_NOT_YAML = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]")


class KubeconformValidator:
    """Runs kubeconform on the embedded schemas and those in `schema_folders`, written out for it.

    `executable` is a path or a name on PATH. It gets copies of schemas that were read here: it would follow what
    they refer to, also to the network, and asks the network for all kinds when it is given no place of schemas.
    """

    name = "kubeconform"

    def __init__(self, executable: str, schema_folders: Sequence[File] = ()) -> None:
        self._executable = executable
        self._folders = tuple(schema_folders)

    def validate(self, manifests: Sequence[Manifest], kube_version: str) -> tuple[Problem, ...]:
        """Every problem of every object, in the order of the objects.

        Raises ValueError for a Kubernetes version whose schemas are not shipped, and ToolError when kubeconform does
        not report on every object.
        """
        with tempfile.TemporaryDirectory(prefix="helmwright-") as folder:
            schemas, objects = File(folder, "schemas"), File(folder, "objects")
            written = _write(objects, manifests)
            broken = self._export(schemas, kube_version, manifests)
            reports = self._run(objects, schemas, written)
        found: list[Problem] = []
        for number, manifest in enumerate(manifests):
            if problem := unidentified(manifest):
                found.append(problem)
            elif reason := broken.get((manifest.api_version, manifest.kind)):
                found.append(reason.problem(manifest))
            else:
                found += _problems(manifest, reports.get(_name(number)))
        return tuple(found)

    def _export(
        self, folder: File, kube_version: str, manifests: Sequence[Manifest]
    ) -> Mapping[Kind, BrokenSchemaError]:
        """Writes the schemas of the objects' kinds; those that cannot be used are returned instead."""
        kinds = {(one.api_version, one.kind) for one in manifests if unidentified(one) is None}
        export(folder, kube_version, kinds)
        broken, definitions = dict[Kind, BrokenSchemaError](), Definitions(manifests)
        for kind in kinds - bundle(kube_version).names.keys():
            try:
                own = custom(self._folders, kind, definitions)
            except BrokenSchemaError as error:
                broken[kind], own = error, None
            if own:
                file = folder / path_of(kind)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(json.dumps(own.schema), "utf-8")
        return broken

    def _run(self, objects: File, schemas: File, expected: int) -> Mapping[str, Any]:
        """kubeconform's reports by file name; a valid object has none."""
        if not expected:
            return {}
        location = f"-schema-location={schemas}/{LOCATION}"
        command = [self._executable, "-strict", "-output=json", "-summary", location, str(objects)]
        try:
            done = programs.run(command)
        except OSError as error:
            raise self._unusable(f"{error.strerror}") from error
        except programs.UnfinishedError as error:
            raise self._unusable(str(error)) from error
        try:
            output = json.loads(done.output)
            reported, reports = sum(output["summary"].values()), output["resources"]
        except (ValueError, LookupError, TypeError, AttributeError):
            said = (done.errors.strip() or done.output.strip())[:_SAID]
            raise self._unusable(f"exit code {done.code}" + (f": {said}" if said else "")) from None
        if reported != expected:
            raise self._unusable(f"it reported on {reported} of {expected} objects")
        return {File(report["filename"]).name: report for report in reports}

    def _unusable(self, reason: str) -> ToolError:
        message = f"{self._executable} does not work: {reason}"
        return ToolError(Finding("T105", Location("."), message, "use the embedded validator"))


def _name(number: int) -> str:
    return f"{number:06}.json"


def _write(folder: File, manifests: Sequence[Manifest]) -> int:
    """Writes each object that says what it is to a file of its own; how many there are."""
    folder.mkdir()
    written = 0
    for number, manifest in enumerate(manifests):
        if unidentified(manifest) is None:
            text = json.dumps(manifest.object, ensure_ascii=False)
            (folder / _name(number)).write_text(_NOT_YAML.sub(_escaped, text), "utf-8")
            written += 1
    return written


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _problems(manifest: Manifest, report: Any) -> Iterator[Problem]:
    if report is None:
        return
    message: str = report["msg"]
    if message.startswith("could not find schema"):
        yield Problem(manifest, (), "there is no schema of its kind", "K102")
        return
    _, *lines = _JOINED.sub(r"\n\1", message).split("\n")
    for keys, reason in violations(lines) or [((), message)]:
        yield Problem(manifest, _path(manifest.object, keys), reason)


def _path(value: Any, keys: Keys) -> Path:
    """The keys with numbers where they are indexes of lists."""
    path: list[str | int] = []
    for key in keys:
        is_index = isinstance(value, list)
        path.append(int(key) if is_index else key)
        value = value[int(key)] if is_index else value.get(key) if isinstance(value, dict) else None
    return tuple(path)
