"""How expected outputs are compared: what differs is shown by its file, and no file passes that is missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.golden import same_tree

Compare = Callable[[Mapping[str, str]], str]


@pytest.fixture
def told(tmp_path: Path, request: pytest.FixtureRequest) -> Compare:
    """What is said when a folder with `a: 1` and `b: 2` in two files is compared with texts."""
    for name, text in {"a.yaml": "a: 1\n", "b/b.yaml": "b: 2\n"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)

    def compare(texts: Mapping[str, str]) -> str:
        with pytest.raises(pytest.fail.Exception) as failed:
            same_tree(tmp_path, texts, request.config)
        return str(failed.value).replace(f"{tmp_path}/", "")

    return compare


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (
            {"a.yaml": "a: 1\n", "b/b.yaml": "b: 3\n"},
            "--- b/b.yaml\n+++ what it is now\n@@ -1 +1 @@\n-b: 2\n+b: 3\n",
        ),
        ({"a.yaml": "a: 1\n"}, "--- b/b.yaml\n+++ what it is now\n@@ -1 +0,0 @@\n-b: 2\n"),
        (
            {"a.yaml": "a: 1", "b/b.yaml": "b: 2\n"},
            "--- a.yaml\n+++ what it is now\n@@ -1 +1 @@\n-a: 1\n+a: 1",
        ),
        ({"a.yaml": "a: 1\n", "b/b.yaml": "b: 2\n", "c": ""}, "c is not there\n"),
    ],
    ids=["other text", "a file too many", "no line end", "a file too few"],
)
def test_what_differs_is_shown_by_its_file(texts: Mapping[str, str], said: str, told: Compare) -> None:
    assert told(texts) == f"{said}\nIf this is meant: nox -s golden"
