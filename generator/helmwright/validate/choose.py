"""Picks the validator."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from helmwright.findings import Finding, Location
from helmwright.validate.validator import Validator

VALIDATORS = ("embedded", "kubeconform")


def validator(name: str | None, schema_folders: Sequence[Path]) -> Validator | Finding:
    """The validator of that name, `embedded` without one; a finding when its tool is missing.

    kubeconform is the reference, and runs only where it is asked for: a result must not depend on what
    happens to be on PATH, the embedded one reads the same schemas in a fraction of the time, and the tests
    prove that the two agree. Raises ValueError for a name that is not in `VALIDATORS`.
    """
    match name:
        case None | "embedded":
            from helmwright.validate.embedded import EmbeddedValidator  # noqa: PLC0415

            return EmbeddedValidator(schema_folders)
        case "kubeconform":
            executable = shutil.which("kubeconform")
            if executable is None:
                return _missing()
            from helmwright.validate.kubeconform import KubeconformValidator  # noqa: PLC0415

            return KubeconformValidator(executable, schema_folders)
        case _:
            raise ValueError(f"no validator is called {name!r}")


def _missing() -> Finding:
    return Finding(
        "T104",
        Location("."),
        "there is no kubeconform on PATH",
        "install it: https://github.com/yannh/kubeconform/releases, or use the embedded validator",
    )
