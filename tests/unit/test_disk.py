"""Reading from disk: never without end, never from elsewhere, and never taking what cannot be read for nothing."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from helmwright import disk
from helmwright.disk import Folder, Kind, UnreadableError
from helmwright.limits import Limit

TEN = Limit(10, "bytes", "file", "")
Spoil = Callable[[Path], object]
pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the operating system has no named pipes")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with a/b/file, and a secret beside it."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/canary").write_text("canary")
    (tmp_path / "folder/a/b").mkdir(parents=True)
    (tmp_path / "folder/a/b/file").write_text("text")
    return Folder(tmp_path / "folder", "the folder")


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(UnreadableError) as refused:
        act()
    return f"{refused.value.code} {refused.value}"


def test_what_is_there_is_said_by_kind(folder: Folder) -> None:
    os.mkfifo(folder.path / "pipe")
    paths = ("a", "a/b/file", "pipe", "nothing", "a/nothing/at/all")
    assert [folder.kind(path) for path in paths] == [Kind.FOLDER, Kind.FILE, Kind.OTHER, None, None]


def test_a_list_names_links_and_does_not_follow_them(folder: Folder) -> None:
    (folder.path / "link").symlink_to("a")
    os.mkfifo(folder.path / "pipe")
    assert folder.list() == {"a": Kind.FOLDER, "link": Kind.LINK, "pipe": Kind.OTHER}


@pytest.mark.parametrize("path", ["a/b/file", "link/file", "linked"])
def test_a_link_that_stays_inside_is_followed(folder: Folder, path: str) -> None:
    (folder.path / "link").symlink_to("a/b")
    (folder.path / "linked").symlink_to(folder.path / "link/file")
    assert folder.read(path, TEN) == b"text"


def test_a_folder_reached_through_a_link_is_the_one_that_was_named(folder: Folder) -> None:
    (folder.path.parent / "link").symlink_to("folder")
    assert Folder(folder.path.parent / "link").files() == {"a/b/file": b"text"}


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda place: place.symlink_to("../../secret"), "L114 a/b: the link leads out of the folder"),
        (lambda place: place.symlink_to("/dev"), "L114 a/b: the link leads out of the folder"),
        (lambda place: place.symlink_to("/nothing"), "L114 a/b: the link leads out of the folder"),
        (lambda place: place.symlink_to("../.git"), "L114 a/b: the link leads into .git"),
        (lambda place: place.symlink_to("nothing"), "L115 a/b: the link leads nowhere"),
        (lambda place: place.symlink_to("b"), "L115 a/b: the link leads nowhere"),
        (lambda place: place.touch(), "L118 a/b: this is not a folder"),
        (os.mkfifo, "L118 a/b: this is not a folder"),
        (lambda place: place.with_name("B").mkdir(), "L120 a/B: nothing reads this name in this case"),
    ],
    ids=["out", "device", "out-and-nowhere", "git", "nowhere", "circle", "file", "pipe", "case"],
)
@pytest.mark.parametrize("path", ["a/b", "a/b/file"])
def test_a_folder_that_is_not_one_is_never_nothing(
    folder: Folder, spoil: Spoil, expected: str, path: str
) -> None:
    (folder.path / ".git").mkdir()
    (folder.path / ".git/file").write_text("canary")
    (folder.path / "a/b/file").unlink()
    (folder.path / "a/b").rmdir()
    spoil(folder.path / "a/b")
    if path == "a/b/file":
        assert refusal(lambda: folder.kind(path)).replace("a/b/file", "a/b") == expected
    elif "case" not in expected:
        assert refusal(lambda: folder.list(path)) == expected
    assert "canary" not in str(folder.list("a"))


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (
            lambda file: file.symlink_to("../../../secret/canary"),
            "L114 a/b/file: the link leads out of the folder",
        ),
        (lambda file: file.symlink_to("/dev/zero"), "L114 a/b/file: the link leads out of the folder"),
        (lambda file: file.symlink_to("nothing"), "L115 a/b/file: the link leads nowhere"),
        (lambda file: file.symlink_to("file"), "L115 a/b/file: the link leads nowhere"),
        (lambda file: file.mkdir(), "L115 a/b/file: this is not a file"),
        (os.mkfifo, "L115 a/b/file: this is not a file"),
        (lambda file: file.write_bytes(b"11 bytes :("), "L115 a/b/file: this is more than 10 bytes"),
        (lambda _: None, "L115 a/b/file: the file cannot be read: No such file or directory"),
    ],
    ids=["out", "device", "nowhere", "circle", "folder", "pipe", "large", "gone"],
)
def test_a_file_that_cannot_be_read_says_why(folder: Folder, spoil: Spoil, expected: str) -> None:
    (folder.path / "a/b/file").unlink()
    spoil(folder.path / "a/b/file")
    assert refusal(lambda: folder.read("a/b/file", TEN)) == expected


def test_no_more_of_a_file_is_read_than_is_asked_for(folder: Folder) -> None:
    with (folder.path / "huge").open("wb") as file:
        file.truncate(3 * 1024**3)
    assert folder.head("huge", 4) == bytes(4)


@pytest.mark.parametrize("place", ["/dev/zero", "/dev/stdin"])
def test_a_device_that_a_person_names_is_no_file(place: str) -> None:
    assert refusal(lambda: disk.read(Path(place), TEN)) == f"L115 {place}: this is not a file"


def test_all_files_of_a_folder_without_those_of_git(folder: Folder) -> None:
    (folder.path / ".git").mkdir()
    (folder.path / ".git/config").touch()
    (folder.path / "link").symlink_to("a/b")
    assert folder.files() == {"a/b/file": b"text", "link/file": b"text"}


def test_folders_that_link_to_each_other_end(folder: Folder) -> None:
    (folder.path / "a/b/up").symlink_to("..")
    assert refusal(folder.files) == "L118 a/b/up: the link leads to a folder that it is in"


def test_folders_nested_as_deep_as_the_system_allows_are_read(folder: Folder) -> None:
    place = str(folder.path)
    for _ in range(1100):
        place += "/d"
        os.mkdir(place)  # noqa: PTH102  # which pathlib cannot do so deep down
    try:
        assert folder.files() == {"a/b/file": b"text"}
    finally:
        while place != str(folder.path):  # what cleans up after tests goes down by calling itself
            os.rmdir(place)  # noqa: PTH106
            place = place.removesuffix("/d")


def test_a_folder_has_a_most_of_bytes_and_of_files(folder: Folder) -> None:
    for number in range(4):
        (folder.path / f"{number}").write_text("1234")
    assert refusal(lambda: folder.files(TEN)) == "L115 .: this is more than 10 bytes"
    most = Limit(3, "files", "folder", "")
    assert refusal(lambda: folder.files(most=most)) == "L115 .: this is more than 3 files"


@pytest.mark.parametrize("line", ["path = a/sub", '\tpath="a/sub"\r', "  path=a/sub  "])
def test_an_empty_submodule_is_not_an_empty_folder(folder: Folder, line: str) -> None:
    (folder.path / ".gitmodules").write_text(f'[submodule "x"]\n{line}\n')
    assert refusal(lambda: folder.kind("a/sub")) == "L119 a/sub: this submodule was not fetched"
    (folder.path / "a/sub").mkdir()
    assert refusal(lambda: folder.list("a/sub")) == "L119 a/sub: this submodule was not fetched"
    (folder.path / "a/sub/file").touch()
    assert folder.list("a/sub") == {"file": Kind.FILE}


def test_what_may_not_be_read_says_so() -> None:
    """Root may read everything, so somebody else asks, in a folder of their own."""
    me = os.geteuid()
    os.seteuid(me or 65534)
    try:
        with TemporaryDirectory() as place:
            (Path(place) / "a/b").mkdir(parents=True)
            (Path(place) / "a/b").chmod(0)
            folder = Folder(Path(place))
            denied = "cannot be read: Permission denied"
            assert refusal(lambda: folder.list("a/b")) == f"L118 a/b: the folder {denied}"
            assert refusal(lambda: folder.kind("a/b/file")) == f"L115 a/b/file: the file {denied}"
            assert refusal(folder.files) == f"L118 a/b: the folder {denied}"
            (Path(place) / "a/b").chmod(0o755)
    finally:
        os.seteuid(me)
