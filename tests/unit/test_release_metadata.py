"""Chart.yaml and the changelog of a chart, changed by a release and otherwise as they were written."""

from __future__ import annotations

import pytest
import yaml

from chartwright.release.changelog import Entry, entries, released
from chartwright.release.metadata import artifact_hub, with_annotations, with_version
from helmwright.charts.chart import Chart, from_folder

HEAD = "apiVersion: v2\nname: demo # ours\n"


def chart(text: str) -> Chart:
    return from_folder({"Chart.yaml": text.encode()})


def text(found: Chart) -> str:
    return found.files["Chart.yaml"].decode()


def test_the_version_alone_changes() -> None:
    found = with_version(chart(f"{HEAD}version: 1.0.0\n# The end.\n"), "1.1.0")
    assert (found.version, text(found)) == ("1.1.0", f"{HEAD}version: 1.1.0\n# The end.\n")


@pytest.mark.parametrize(
    "before",
    [
        "",
        "annotations: {}\n",
        "annotations: {a: x}\n",
        "annotations:\n  a: x\n",
        "annotations:\n  a: |\n    one\n\n    two\n  # Why.\n\n  b: y\n",
    ],
)
def test_annotations_join_those_that_are_there(before: str) -> None:
    source = f"{HEAD}{before}version: 1.0.0\n# The end.\n"
    found = with_annotations(chart(source), {"b": "new", "c": "z"})
    own = (yaml.safe_load(before) or {}).get("annotations", {}) if before else {}
    assert found.metadata["annotations"] == {**own, "b": "new", "c": "z"}
    assert text(found).startswith(f"{HEAD}version: 1.0.0\n# The end.\nannotations:\n")


def test_what_artifact_hub_is_told() -> None:
    told = artifact_hub("2.0.0-rc.1", [Entry("fixed", 'A "fault": gone')])
    assert yaml.safe_load(told["artifacthub.io/changes"]) == [
        {"kind": "fixed", "description": 'A "fault": gone'}
    ]
    assert told["artifacthub.io/prerelease"] == "true"
    assert told["artifacthub.io/containsSecurityUpdates"] == "false"


CHANGES = """\
# Changes

## Unreleased

- Something.

### Fixed

* A fault, which
  was old.
- Another.

### Known

- Odd.

## 1.0.0 - 2026-01-01

### Added

- All.
"""


def test_changes_are_read_by_version_and_kind() -> None:
    assert entries(CHANGES, "Unreleased") == (
        Entry("changed", "Something."),
        Entry("fixed", "A fault, which was old."),
        Entry("fixed", "Another."),
        Entry("changed", "Odd."),
    )
    assert entries(CHANGES, "1.0.0") == (Entry("added", "All."),)
    assert entries(CHANGES, "2.0.0") == ()


@pytest.mark.parametrize(("heading", "version"), [("Unreleased", "1.1.0"), ("[Unreleased]", "[1.1.0]")])
def test_a_release_takes_what_is_unreleased_in_the_form_that_is_used(heading: str, version: str) -> None:
    before = f"# Changes\n\n## {heading}\n\n- One.\n"
    after = f"# Changes\n\n## {heading}\n\n## {version} - 2026-02-03\n\n- One.\n"
    assert released(before, "1.1.0", "2026-02-03") == after
    assert released(after, "1.1.0", "2027-01-01") == after
