"""What is remembered never changes a result, and may vanish at any time."""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import helmwright
from helmwright.kubernetes.manifests import Manifest
from helmwright.limits import CACHE_ENTRY_BYTES
from helmwright.render.cache import Cache, key_of
from helmwright.render.engine import RenderRequest, Result
from helmwright.render.seal import Seal

MANIFESTS = (Manifest("a.yaml", {"kind": "A", "spec": {"size": 1.5, "text": "\u2028é", "none": None}}),)
REQUEST = RenderRequest("prod-shop", "shop", {"Chart.yaml": b"a", "values.yaml": b"b"}, "1.34", ("v1",))


class Engine:
    name = "sdk"
    version = "4.2.3"

    def render(self, request: RenderRequest) -> Result:
        raise NotImplementedError

    def stop(self) -> None:
        raise NotImplementedError


A, B = "a" * 64, "b" * 64
posix = pytest.mark.skipif(os.name != "posix", reason="owners, modes and pipes of POSIX")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", tmp_path / "state")


def test_an_entry_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder", tmp_path / "state")
    cache.put(A, MANIFESTS)
    assert cache.get(A) == MANIFESTS
    assert cache.get(B) is None
    assert cache.trouble == ""


LARGE = Manifest("crds/a.yaml", {"kind": "CustomResourceDefinition", "spec": "x" * 20_000})


def test_a_large_object_is_kept_and_read_once_for_all_entries(tmp_path: Path) -> None:
    written = Cache(tmp_path / "cache", tmp_path / "state")
    first, second = (written.put(key, (LARGE, *MANIFESTS)) for key in (A, B))
    assert first == second == (LARGE, *MANIFESTS)
    assert first[0].object is second[0].object
    assert sorted(size > 20_000 for _, _, size in written.entries()) == [False, False, True]
    read = Cache(tmp_path / "cache", tmp_path / "state")
    again, other = read.get(A), read.get(B)
    assert again == other == first
    assert again
    assert other
    assert again[0].object is other[0].object


def test_an_entry_without_its_large_object_is_no_entry_until_it_is_put_again(tmp_path: Path) -> None:
    Cache(tmp_path / "cache", tmp_path / "state").put(A, (LARGE,))
    (large,) = (path for path in (tmp_path / "cache").iterdir() if path.name != A)
    large.write_bytes(large.read_bytes().replace(b"xx", b"yy"))
    found = Cache(tmp_path / "cache", tmp_path / "state")
    assert found.get(A) is None
    found.put(A, (LARGE,))
    assert Cache(tmp_path / "cache", tmp_path / "state").get(A) == (LARGE,)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), JSON))
def test_any_object_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, item: dict[str, Any]
) -> None:
    base = tmp_path_factory.getbasetemp()
    cache = Cache(base / "cache", base / "state")
    cache.put(A, (Manifest("s", item),))
    assert cache.get(A) == (Manifest("s", item),)


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
    assert key_of(replace(REQUEST, **change), Engine()) != key_of(REQUEST, Engine())


def test_the_order_of_the_files_is_not_in_the_key() -> None:
    assert key_of(
        replace(REQUEST, chart=dict(sorted(REQUEST.chart.items(), reverse=True))), Engine()
    ) == key_of(REQUEST, Engine())


@pytest.mark.parametrize(
    "module", ["render/parse.py", "render/reduced/aliases.py", "yamlio/goyaml.py", "archive/plain.py"]
)
def test_the_program_that_renders_is_in_the_key(module: str, tmp_path: Path) -> None:
    package = shutil.copytree(Path(helmwright.__file__).parent, tmp_path / "helmwright")
    program = (
        "from types import SimpleNamespace\n"
        "from helmwright.render.cache import key_of\n"
        "from helmwright.render.engine import RenderRequest\n"
        "engine = SimpleNamespace(name='sdk', version='4.2.3')\n"
        "print(key_of(RenderRequest('prod-shop', 'shop', {}, '1.34', ()), engine))\n"
    )

    def name() -> str:
        command = [sys.executable, "-c", program]
        return subprocess.run(command, cwd=tmp_path, text=True, capture_output=True, check=True).stdout

    before = name()
    assert name() == before
    with (package / module).open("a") as parser:
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
        lambda content: hashlib.sha256(body(content)).hexdigest().encode() + b"\n" + body(content),
        lambda content: hmac.new(b"", body(content), "sha256").hexdigest().encode() + b"\n" + body(content),
        lambda content: b"\n" + body(content),
        lambda _: b"[" * 100_000,
        lambda _: b"{}",
    ],
)
def test_a_damaged_or_forged_entry_is_no_entry(cache: Cache, damage: Any) -> None:
    cache.put(A, MANIFESTS)
    (cache.folder / A).write_bytes(damage((cache.folder / A).read_bytes()))
    assert cache.get(A) is None


def body(content: bytes) -> bytes:
    return content.partition(b"\n")[2]


def test_an_entry_is_one_of_its_name_alone(cache: Cache) -> None:
    cache.put(A, MANIFESTS)
    (cache.folder / B).write_bytes((cache.folder / A).read_bytes())
    assert cache.get(B) is None


def test_a_cache_of_another_machine_is_worth_nothing(cache: Cache, tmp_path: Path) -> None:
    cache.put(A, MANIFESTS)
    assert Cache(cache.folder, tmp_path / "state").get(A) == MANIFESTS
    assert Cache(cache.folder, tmp_path / "other").get(A) is None


@posix
def test_the_secret_lies_apart_and_is_the_users_alone(cache: Cache, tmp_path: Path) -> None:
    cache.put(A, MANIFESTS)
    (secret,) = (tmp_path / "state").iterdir()
    assert (secret.name, secret.stat().st_size, stat.S_IMODE(secret.stat().st_mode)) == (
        "cache.key",
        32,
        0o600,
    )
    assert [path.name for path in cache.folder.iterdir()] == [A]


def test_many_that_begin_at_once_share_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        seals = set(pool.map(lambda _: Seal(tmp_path / "new/key").of("a", b"b"), range(64)))
    assert len(seals) == 1
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["key"]


def _link(path: Path) -> None:
    path.with_name("elsewhere").write_bytes(bytes(32))
    path.with_name("elsewhere").chmod(0o600)
    path.symlink_to("elsewhere")


def _of_all(path: Path) -> None:
    path.write_bytes(bytes(32))
    path.chmod(0o644)


def _short(path: Path) -> None:
    path.write_bytes(b"")
    path.chmod(0o600)


def _anothers(path: Path) -> None:
    if os.geteuid():
        pytest.skip("only root can make a file of another user")
    path.write_bytes(bytes(32))
    path.chmod(0o600)
    os.chown(path, 1, 1)


@posix
@pytest.mark.parametrize(
    "odd", [_link, _of_all, _short, _anothers, os.mkfifo, Path.mkdir, lambda path: path.symlink_to(path)]
)
def test_with_an_odd_secret_nothing_is_kept(
    odd: Callable[[Path], object], cache: Cache, tmp_path: Path
) -> None:
    cache.put(A, MANIFESTS)
    (tmp_path / "state/cache.key").unlink()
    odd(tmp_path / "state/cache.key")
    after = Cache(cache.folder, tmp_path / "state")
    after.put(B, MANIFESTS)
    assert (after.get(A), after.get(B)) == (None, None)
    assert not (cache.folder / B).exists()
    assert (
        after.trouble == f"nothing is kept: make {tmp_path}/state/cache.key a place for a file of yours alone"
    )


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(CACHE_ENTRY_BYTES.value + 1)


def _leads_out(path: Path) -> None:
    path.with_name(A).rename(path.parents[1] / "entry")
    path.symlink_to("../entry")


@posix
@pytest.mark.parametrize(
    "odd", [_large, _leads_out, os.mkfifo, Path.mkdir, lambda path: path.symlink_to(path)]
)
def test_an_odd_entry_is_none_and_is_left_by_what_counts(odd: Callable[[Path], object], cache: Cache) -> None:
    cache.put(A, MANIFESTS)
    odd(cache.folder / B)
    assert cache.get(B) is None
    cache.prune(limit=0)
    assert [path.name for path in cache.folder.iterdir()] == ([] if odd is _large else [B])


@posix
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702])
def test_a_folder_in_which_others_may_write_is_not_used(mode: int, cache: Cache) -> None:
    cache.put(A, MANIFESTS)
    cache.folder.chmod(mode)
    assert cache.get(A) is None
    assert cache.trouble == f"nothing is kept: remove {cache.folder}, which is not a folder of yours alone"


@posix
def test_a_folder_that_is_a_link_is_not_used(cache: Cache, tmp_path: Path) -> None:
    others = tmp_path / "others"
    others.mkdir()
    (others / B).write_text("somebody's")
    cache.folder.symlink_to(others)
    cache.put(A, MANIFESTS)
    cache.prune(limit=0)
    assert [path.name for path in others.iterdir()] == [B]


@pytest.mark.parametrize("path", ["file/below", "file"])
def test_a_folder_that_cannot_be_used_is_as_good_as_empty(path: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for cache in (Cache(tmp_path / path, tmp_path / "state"), Cache(tmp_path / "cache", tmp_path / path)):
        cache.put(A, MANIFESTS)
        assert cache.get(A) is None
        cache.prune()


def test_what_cannot_be_written_as_json_is_not_kept(cache: Cache) -> None:
    deep: dict[str, Any] = {}
    for _ in range(100_000):
        deep = {"a": deep}
    cache.put(A, (Manifest("a.yaml", deep),))
    assert cache.get(A) is None


def test_the_entries_unused_for_longest_go_first(cache: Cache) -> None:
    names = [letter * 64 for letter in "abcd"]
    for age, name in enumerate(names):
        cache.put(name, MANIFESTS)
        os.utime(cache.folder / name, (1000 - age, 1000 - age))
    size = (cache.folder / A).stat().st_size
    assert cache.get(names[3]) == MANIFESTS  # used just now
    cache.prune(limit=2 * size)
    assert sorted(path.name for path in cache.folder.iterdir()) == [names[0], names[3]]


def test_what_is_not_an_entry_is_never_removed(cache: Cache) -> None:
    cache.put(A, MANIFESTS)
    (cache.folder / "notes.txt").write_text("mine")
    (cache.folder / f"{B}.x7_k").write_text("half")
    cache.prune(limit=0)
    assert [path.name for path in cache.folder.iterdir()] == ["notes.txt"]


def test_nothing_half_written_is_left(cache: Cache) -> None:
    cache.put(A, MANIFESTS)
    cache.put(A, MANIFESTS)
    assert [path.name for path in cache.folder.iterdir()] == [A]


def test_the_users_cache_folder_is_the_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert Cache().folder.is_relative_to(tmp_path) or os.name != "posix"
