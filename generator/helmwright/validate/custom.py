"""The schemas of custom resources, `<group>/<kind>_<version>.json` in folders: read once for both validators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helmwright.disk import Folder, UnreadableError
from helmwright.jsonio import json_schema
from helmwright.jsonio.json_schema import Validator
from helmwright.kubernetes.manifests import Manifest
from helmwright.limits import SCHEMA_BYTES
from helmwright.validate.bundle import Kind, Schema, path_of
from helmwright.validate.definitions import Definitions
from helmwright.validate.validator import Problem

_DRAFT_4 = "http://json-schema.org/draft-04/schema#"


class BrokenSchemaError(ValueError):
    """A schema that cannot be used: its file from the repository down, empty for a CRD's among the objects, and why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.path, self.reason = path, reason

    def problem(self, manifest: Manifest) -> Problem:
        """What that means for an object of the kind."""
        kind = f"{manifest.api_version}/{manifest.kind}"
        if not self.path:
            return Problem(manifest, (), f"the cluster will not know {kind}: {self.reason}", "K104")
        return Problem(
            manifest, (), f"the schema of {kind} cannot be used: {self.reason}", "K103", schema=self.path
        )


@dataclass(frozen=True, slots=True)
class Custom:
    """The schema of a kind, and what jsonschema-rs made of it."""

    schema: Schema
    compiled: Validator


def custom(folders: Sequence[Path], kind: Kind, definitions: Definitions) -> Custom | None:
    """The schema of a kind by its CRD among the objects, else in the first folder that has one.

    Raises BrokenSchemaError for one that is no schema, refers to something outside its file, or is itself a link
    to a place outside of the folder, and for a version that the CRD does not serve.
    """
    try:
        if schema := definitions.schema(kind):
            return _compiled(schema)
    except ValueError as error:
        raise BrokenSchemaError("", str(error)) from error
    for folder in folders:
        place, name = Folder(folder, "its folder"), path_of(kind)
        path = Path(*folder.parts[-2:], name).as_posix()
        try:
            if place.kind(name) is not None:
                return _read(place.read(name, SCHEMA_BYTES))
        except UnreadableError as error:
            raise BrokenSchemaError(path, error.reason) from error
        except ValueError as error:
            reason, *_ = str(error).splitlines()
            raise BrokenSchemaError(path, reason) from error
    return None


def _read(content: bytes) -> Custom:
    schema = json_schema.read(content)
    json_schema.check_whole(schema)
    if not isinstance(schema, dict):
        raise ValueError("it is not a JSON object")
    # Without a dialect of its own a schema is of draft 4, as kubeconform has it.
    return _compiled({"$schema": _DRAFT_4} | schema)


def _compiled(schema: Schema) -> Custom:
    return Custom(schema, json_schema.validator(schema, validate_formats=True))
