"""What is remembered never changes a result, and may vanish at any time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import helmwright
from helmwright.cache import Cache, key
from helmwright.manifests import Manifest
from helmwright.render.engine import Rendered, RenderFailure, RenderRequest

MANIFESTS = (Manifest("a.yaml", {"kind": "A", "spec": {"size": 1.5, "text": "\u2028é", "none": None}}),)
REQUEST = RenderRequest("prod-shop", "shop", {"Chart.yaml": b"a", "values.yaml": b"b"}, "1.34", ("v1",))


class Engine:
    name = "sdk"
    version = "4.2.3"

    def render(self, request: RenderRequest) -> Rendered | tuple[RenderFailure, ...]:
        raise NotImplementedError


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    cache.put("a", MANIFESTS)
    assert cache.get("a") == MANIFESTS
    assert cache.get("b") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON))
def test_any_object_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, item: dict[str, Any]
) -> None:
    cache = Cache(tmp_path_factory.getbasetemp() / "cache")
    cache.put("a", (Manifest("s", item),))
    assert cache.get("a") == (Manifest("s", item),)


@pytest.mark.parametrize(
    "change",
    [
        {"release": "x"},
        {"namespace": "x"},
        {"kube_version": "1.35"},
        {"api_versions": ()},
        {"values": {"a": 1}},
        {"chart": {"Chart.yaml": b"a"}},
        {"chart": {"Chart.yaml": b"ab", "values.yaml": b""}},
        {"chart": {"Chart.yaml": b"a", "values.yml": b"b"}},
    ],
)
def test_whatever_decides_the_result_is_in_the_key(change: dict[str, Any]) -> None:
    assert key(replace(REQUEST, **change), Engine()) != key(REQUEST, Engine())


def test_the_order_of_the_files_is_not_in_the_key() -> None:
    assert key(replace(REQUEST, chart=dict(sorted(REQUEST.chart.items(), reverse=True))), Engine()) == key(
        REQUEST, Engine()
    )


def test_the_program_that_renders_is_in_the_key(tmp_path: Path) -> None:
    package = shutil.copytree(Path(helmwright.__file__).parent, tmp_path / "helmwright")
    program = (
        "from types import SimpleNamespace\n"
        "from helmwright.cache import key\n"
        "from helmwright.render.engine import RenderRequest\n"
        "engine = SimpleNamespace(name='sdk', version='4.2.3')\n"
        "print(key(RenderRequest('prod-shop', 'shop', {}, '1.34', ()), engine))\n"
    )

    def name() -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=True).stdout

    before = name()
    assert name() == before
    with (package / "render/parse.py").open("a") as parser:
        parser.write("# changed\n")
    assert name() != before


@pytest.mark.parametrize(
    "damage",
    [
        lambda _: b"",
        lambda content: content[:-1],
        lambda content: content.replace(b'"A"', b'"B"'),
        lambda content: content.split(b"\n")[1],
        lambda content: b"\x00" * len(content),
    ],
)
def test_a_damaged_entry_is_no_entry(tmp_path: Path, damage: Any) -> None:
    cache = Cache(tmp_path)
    cache.put("a", MANIFESTS)
    (tmp_path / "a").write_bytes(damage((tmp_path / "a").read_bytes()))
    assert cache.get("a") is None


def test_a_folder_that_cannot_be_used_is_as_good_as_empty(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file" / "below")
    cache.put("a", MANIFESTS)
    assert cache.get("a") is None
    cache.prune()


def test_the_entries_unused_for_longest_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for age, name in enumerate("abcd"):
        cache.put(name, MANIFESTS)
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    size = (tmp_path / "a").stat().st_size
    assert cache.get("d") == MANIFESTS  # used just now
    cache.prune(limit=2 * size)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "d"]


def test_nothing_half_written_is_left(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("a", MANIFESTS)
    cache.put("a", MANIFESTS)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_the_users_cache_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Cache().folder.is_relative_to(tmp_path) or os.name != "posix"
