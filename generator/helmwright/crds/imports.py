"""What `helmwright crds import` does, apart from reading and writing files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from helmwright.findings import Finding, Findings, Location, Severity, ordered
from helmwright.jsonio import json_schema
from helmwright.kubernetes.manifests import DEFINITION
from helmwright.render.parse import items
from helmwright.validate import definitions
from helmwright.validate.bundle import path_of
from helmwright.validate.crd_schemas import Schema
from helmwright.validate.definitions import NotADefinitionError
from helmwright.yamlio.documents import YamlError, documents


@dataclass(frozen=True, slots=True)
class Imported:
    """The schema files made, by path below a folder of schemas, and what was wrong with the texts."""

    files: Mapping[str, bytes]
    findings: Findings


def import_crds(texts: Mapping[str, bytes]) -> Imported:
    """Makes a schema for every served version of every CRD in these files, by their paths.

    A file may hold several documents, Lists and objects of other kinds, as release manifests do. One of several may
    hold no CRD, as the kustomization.yaml of a folder: a note says so. A file alone must hold one. The files made have
    the layout of `schemas/crds/`, which both validators read.
    """
    files: dict[str, bytes] = {}
    makers: dict[str, str] = {}
    findings: list[Finding] = []
    others: list[Finding] = []
    for source in sorted(texts):
        if len(texts) > 1 and DEFINITION.encode() not in texts[source]:
            others.append(Finding("K302", Location(source), f"holds no {DEFINITION}"))
            continue
        try:
            found = [item for document in documents(texts[source].decode()) for item in items(document)]
        except YamlError as error:
            findings.append(Finding("K301", Location(source, error.line, min(error.line, 1)), str(error)))
            continue
        except UnicodeDecodeError:
            findings.append(Finding("K301", Location(source), "is not UTF-8"))
            continue
        crds = [item for item in found if item.get("kind") == DEFINITION]
        if not crds:
            others.append(Finding("K302", Location(source), f"holds no {DEFINITION}"))
        for crd in crds:
            try:
                made = dict(_files(crd))
            except NotADefinitionError as error:
                findings.append(Finding("K302", Location(source), f"{_name(crd)}: {error}"))
                continue
            for path, content in made.items():
                maker = makers.setdefault(path, f"{_name(crd)} in {source}")
                if files.setdefault(path, content) != content:
                    message = f"{_name(crd)}: {maker} makes another schema of the same kind and version"
                    findings.append(Finding("K302", Location(source), message))
    skipped = [replace(finding, severity=Severity.INFO) if files else finding for finding in others]
    return Imported(files, ordered((*findings, *skipped)))


def _files(crd: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    for kind, schema in definitions.schemas(crd):
        yield path_of(kind), _checked(schema)


def _checked(schema: Schema) -> bytes:
    """The schema's file, once it is known that it can be used."""
    text = json.dumps(schema, indent=1, sort_keys=True, ensure_ascii=False)
    try:
        json_schema.check_whole(schema)
        json_schema.validator(text)
    except ValueError as error:
        raise NotADefinitionError(f"its schema cannot be used: {str(error).splitlines()[0]}") from error
    return f"{text}\n".encode()


def _name(crd: Mapping[str, Any]) -> str:
    return str((crd.get("metadata") or {}).get("name", DEFINITION))
