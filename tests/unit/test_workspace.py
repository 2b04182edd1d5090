"""The generated files on disk: read whole, written one by one and never by halves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest

from helmwright import workspace
from helmwright.tree import Change, diff

ROOT = "bootstrap/prod/root.yaml"
VALUES = "apps/shop/prod/values.yaml"
NOBODY = 65534


@pytest.fixture
def nobodys_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder of somebody who may not read and write everything, as root may; the test runs as its owner."""
    if not hasattr(os, "geteuid"):
        pytest.skip("the operating system knows no such owners")
    if os.geteuid() != 0:
        yield tmp_path
        return
    os.seteuid(NOBODY)
    try:
        with TemporaryDirectory() as folder:  # root's tmp_path is closed to others
            yield Path(folder)
    finally:
        os.seteuid(0)


def put(root: Path, path: str, content: bytes = b"old\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may grow beyond `size` bytes, as if the disk were full."""
    resource = pytest.importorskip("resource", reason="the operating system has no limits on files")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_generated_areas_are_read_and_nothing_else(tmp_path: Path) -> None:
    for path in (ROOT, VALUES, "apps/shop/prod/charts/service-1.0.0.tgz"):
        put(tmp_path, path, path.encode())
    for path in ("helmwright.yaml", "apps/shop/app.yaml", "apps/shop/services/cart.yaml", "charts/service/x"):
        put(tmp_path, path)
    tree, findings = workspace.read(tmp_path)
    assert findings == ()
    assert tree == {path: path.encode() for path in ("apps/shop/prod/charts/service-1.0.0.tgz", VALUES, ROOT)}


def test_a_repository_without_generated_files_is_an_empty_tree(tmp_path: Path) -> None:
    assert workspace.read(tmp_path) == ({}, ())


def test_applying_the_difference_makes_the_plan(tmp_path: Path) -> None:
    put(tmp_path, ROOT)
    put(tmp_path, "bootstrap/prod/projects/web.yaml")
    current, _ = workspace.read(tmp_path)
    planned = {ROOT: b"new\n", VALUES: b"added\n"}
    workspace.apply(tmp_path, diff(current, planned))
    assert workspace.read(tmp_path) == (planned, ())


def test_what_is_new_is_written_before_what_is_old_goes(tmp_path: Path) -> None:
    put(tmp_path, "apps/shop/dev/values.yaml")
    done: list[str] = []
    changes = (Change("apps/shop/dev/values.yaml", b"old\n", None), Change(VALUES, None, b"new\n"))
    workspace.apply(tmp_path, changes, done.append)
    assert done == [VALUES, "apps/shop/dev/values.yaml"]


def test_a_removal_takes_the_folders_that_it_empties(tmp_path: Path) -> None:
    put(tmp_path, "apps/shop/app.yaml")
    put(tmp_path, "apps/shop/prod/charts/service-1.0.0.tgz")
    workspace.apply(tmp_path, (Change("apps/shop/prod/charts/service-1.0.0.tgz", b"old\n", None),))
    assert sorted(path.name for path in (tmp_path / "apps/shop").iterdir()) == ["app.yaml"]


def test_a_removal_leaves_a_folder_with_somebodys_file(tmp_path: Path) -> None:
    put(tmp_path, VALUES)
    put(tmp_path, "apps/shop/prod/NOTES.md", b"mine\n")
    workspace.apply(tmp_path, (Change(VALUES, b"old\n", None),))
    assert files(tmp_path) == {"apps/shop/prod/NOTES.md": b"mine\n"}


def test_removing_a_file_that_has_gone_already_is_done(tmp_path: Path) -> None:
    workspace.apply(tmp_path, (Change(VALUES, b"old\n", None),))
    assert files(tmp_path) == {}


def test_what_an_interrupted_run_left_is_not_read_and_goes(tmp_path: Path) -> None:
    put(tmp_path, VALUES)
    put(tmp_path, f"{VALUES}.helmwright-tmp", b"ha")
    assert workspace.read(tmp_path) == ({VALUES: b"old\n"}, ())
    workspace.apply(tmp_path, ())
    assert files(tmp_path) == {VALUES: b"old\n"}


@pytest.mark.skipif(os.name == "nt", reason="Windows locks no folder")
def test_a_second_run_waits_for_the_first(tmp_path: Path) -> None:
    """Else it would take what the first is writing for something left over."""
    done: list[str] = []
    second = Thread(target=workspace.apply, args=(tmp_path, (Change(VALUES, None, b"2"),), done.append))
    with workspace.alone(tmp_path):
        second.start()
        second.join(0.2)
        assert done == []
    second.join()
    assert done == [VALUES]


@pytest.mark.parametrize(
    ("path", "found"),
    [("apps/shop/prod", "apps/shop/prod"), (f"{VALUES}/inside", VALUES), ("apps/shop/app.yaml", "")],
    ids=["file-for-folder", "folder-for-file", "apart"],
)
def test_what_stands_in_the_way_is_found_before_anything_is_written(
    tmp_path: Path, path: str, found: str
) -> None:
    put(tmp_path, path)
    obstacles = workspace.obstacles(tmp_path, (Change(VALUES, None, b"new\n"),))
    assert [(item.code, item.location.path) for item in obstacles] == ([("P105", found)] if found else [])


@pytest.mark.skipif(os.name == "nt", reason="Windows replaces no file that is open")
def test_whoever_reads_a_file_meanwhile_sees_the_old_one_whole(tmp_path: Path) -> None:
    with put(tmp_path, VALUES).open("rb") as reader:
        workspace.apply(tmp_path, (Change(VALUES, b"old\n", b"new\n"),))
        assert reader.read() == b"old\n"


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, VALUES)
    with full_disk(8), pytest.raises(OSError, match="too large"):
        workspace.apply(tmp_path, (Change(VALUES, b"old\n", b"much too long\n"),))
    assert files(tmp_path) == {VALUES: b"old\n"}


def test_a_folder_in_a_files_place_stops_the_run_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / VALUES).mkdir(parents=True)
    with pytest.raises(OSError, match="directory"):
        workspace.apply(tmp_path, (Change(VALUES, None, b"new\n"),))
    assert list((tmp_path / VALUES).parent.iterdir()) == [tmp_path / VALUES]


def test_a_read_only_folder_stops_the_run_and_leaves_nothing(nobodys_folder: Path) -> None:
    folder = put(nobodys_folder, VALUES).parent
    folder.chmod(0o555)
    with pytest.raises(PermissionError) as refused:
        workspace.apply(nobodys_folder, (Change(VALUES, b"old\n", b"new\n"),))
    folder.chmod(0o755)
    assert refused.value.filename == str(nobodys_folder / VALUES)
    assert files(nobodys_folder) == {VALUES: b"old\n"}


def test_a_run_that_was_stopped_half_way_heals(tmp_path: Path) -> None:
    planned = {ROOT: b"new\n", VALUES: b"much too long\n", "bootstrap/prod/projects/web.yaml": b"new\n"}
    with full_disk(8), pytest.raises(OSError, match="too large"):
        workspace.apply(tmp_path, diff({}, planned))
    current, _ = workspace.read(tmp_path)
    workspace.apply(tmp_path, diff(current, planned))
    assert files(tmp_path) == planned


@pytest.mark.parametrize(
    "link",
    [
        "apps",
        "bootstrap",
        "apps/shop",
        "apps/shop/prod",
        "apps/shop/prod/charts",
        VALUES,
        "bootstrap/prod",
        ROOT,
    ],
)
def test_a_link_in_a_generated_area_is_an_error_and_is_not_followed(tmp_path: Path, link: str) -> None:
    root = tmp_path / "repository"
    put(tmp_path, "elsewhere/prod/charts/values.yaml")
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(tmp_path / "elsewhere")
    tree, findings = workspace.read(root)
    assert tree == {}
    assert [str(finding) for finding in findings] == [
        f"{link}: error P105: a link stands among generated files, and nothing is written through a link\n"
        "  hint: remove it"
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the operating system has no named pipes")
def test_what_is_no_file_is_an_error_and_is_not_waited_for(tmp_path: Path) -> None:
    put(tmp_path, VALUES)
    os.mkfifo(tmp_path / "apps/shop/prod/pipe")
    tree, findings = workspace.read(tmp_path)
    assert tree == {VALUES: b"old\n"}
    assert [str(finding) for finding in findings] == [
        "apps/shop/prod/pipe: error P105: this is not a file\n  hint: remove it"
    ]


def test_a_file_that_cannot_be_read_is_an_error(nobodys_folder: Path) -> None:
    put(nobodys_folder, VALUES).chmod(0)
    tree, findings = workspace.read(nobodys_folder)
    assert tree == {}
    assert [str(finding) for finding in findings] == [
        f"{VALUES}: error P105: the file cannot be read: Permission denied"
    ]
