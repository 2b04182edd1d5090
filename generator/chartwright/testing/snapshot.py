"""Compares what a test got with a file beside the test, and writes the file when asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chartwright.testing.manifests import Manifests
from helmwright.report.hunks import hunks
from helmwright.yamlio.writer import emit


@dataclass(frozen=True)
class Snapshot:
    """Expected outputs of one test: files named after it, in `snapshots/<test module>/` beside it.

    All Helm engines and Kubernetes versions of a test share its files. `written` are those that this run of
    the tests has written, by all tests.
    """

    folder: Path
    test: str
    update: bool
    written: dict[Path, str] = field(repr=False)

    def __call__(self, actual: Manifests | Mapping[str, Any] | str, name: str = "") -> None:
        """Raises AssertionError, with the difference, when the file holds something else.

        Objects are YAML, a document each; text is text. A test that compares twice names what it compares,
        and a parametrized test each of its parameters.
        """
        __tracebackhide__ = True
        text = _text(actual)
        suffix = "txt" if isinstance(actual, str) else "yaml"
        path = self.folder / f"{self.test}{name and '-' + name}.{suffix}"
        if self.update:
            other = self.written.setdefault(path, text) != text
            assert not other, f"two comparisons with {path} differ; give each a name"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
            return
        if not path.is_file():
            raise AssertionError(f"{path} is missing; write it with --update-golden")
        expected = path.read_text(encoding="utf-8")
        if text != expected:
            raise AssertionError(f"{path} differs; --update-golden rewrites it\n{_diff(expected, text)}")


def _text(actual: Manifests | Mapping[str, Any] | str) -> str:
    if isinstance(actual, str):
        return actual if actual.endswith("\n") else f"{actual}\n"
    documents = actual.resources if isinstance(actual, Manifests) else (actual,)
    return "---\n".join(map(emit, documents))


def _diff(expected: str, actual: str) -> str:
    before, after = (text.splitlines(keepends=True) for text in (expected, actual))
    return "".join(["--- expected\n", "+++ actual\n", *hunks(before, after)])
