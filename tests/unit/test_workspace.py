"""The generated files on disk, as they are."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest

from helmwright.checkout import workspace
from helmwright.checkout.mark import head, is_marked
from helmwright.limits import GENERATED_BYTES

ROOT = "bootstrap/prod/root.yaml"
VALUES = "apps/shop/prod/values.yaml"
MARK = head("apps/shop/app.yaml").encode()


def put(root: Path, path: str, content: bytes = b"old\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


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


@pytest.mark.parametrize("file", [".git", ".git/objects/aa/1"])
@pytest.mark.parametrize("parent", ["apps", "apps/shop", "apps/shop/prod"])
def test_what_is_gits_is_passed_over(parent: str, file: str, tmp_path: Path) -> None:
    """An app may be a submodule, or a clone of its own."""
    put(tmp_path, f"{parent}/{file}")
    assert workspace.read(tmp_path) == ({}, ())


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
        f"{VALUES}: error P105: the file cannot be read: Permission denied\n"
        "  hint: give yourself read permission"
    ]


def test_a_folder_that_cannot_be_listed_is_an_error(nobodys_folder: Path) -> None:
    put(nobodys_folder, VALUES)
    (nobodys_folder / "apps/shop/prod").chmod(0)
    tree, findings = workspace.read(nobodys_folder)
    (nobodys_folder / "apps/shop/prod").chmod(0o755)
    assert (tree, [finding.location.path for finding in findings]) == ({}, ["apps/shop/prod"])
    assert findings[0].message == "the folder cannot be read: Permission denied"


@pytest.mark.parametrize("start", [b"", MARK], ids=["foreign", "marked"])
def test_of_a_huge_file_only_the_beginning_is_read(tmp_path: Path, start: bytes) -> None:
    """Whatever it says of itself, it is not helmwright's, which makes none of that size."""
    with put(tmp_path, "apps/shop/x/notes.md", start).open("r+b") as file:
        file.truncate(3 * 1024**3)
    tracemalloc.start()
    tree, findings = workspace.read(tmp_path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert findings == ()
    assert not is_marked(tree["apps/shop/x/notes.md"])
    assert most < (1.1 * GENERATED_BYTES.value if start else 1_000_000)


def test_a_large_archive_and_a_large_marked_file_are_read_whole(tmp_path: Path) -> None:
    planned = {VALUES: MARK + b"x" * 200_000, "apps/shop/prod/charts/service-1.0.0.tgz": b"y" * 200_000}
    for path, content in planned.items():
        put(tmp_path, path, content)
    assert workspace.read(tmp_path) == (planned, ())
