"""Writing: sets of changes that are made whole, whatever happens meanwhile, and nothing of others is touched."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import NoReturn

import pytest

from helmwright.layout import CHANGES
from helmwright.tree import Change, Changes, diff
from helmwright.writing import stage
from helmwright.writing.places import obstacles
from helmwright.writing.writer import alone, unfinished

ROOT = "bootstrap/prod/root.yaml"
VALUES = "apps/shop/prod/values.yaml"
ARCHIVE = "apps/shop/prod/charts/service-1.0.0.tgz"


def put(root: Path, path: str, content: bytes = b"old\n") -> Path:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return file


def files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def apply(root: Path, changes: Changes, on_done: Callable[[str], None] = lambda _: None) -> None:
    with alone(root) as writer:
        writer.apply(changes, on_done)


def recover(root: Path) -> tuple[str, ...]:
    """What the next run does first; the paths that it finished."""
    with alone(root) as writer:
        return writer.recovered


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


def test_applying_the_difference_makes_the_plan(tmp_path: Path) -> None:
    put(tmp_path, ROOT)
    put(tmp_path, "bootstrap/prod/projects/web.yaml")
    planned = {ROOT: b"new\n", VALUES: b"added\n"}
    apply(tmp_path, diff(files(tmp_path), planned))
    assert files(tmp_path) == planned


def test_nothing_to_do_writes_nothing(nobodys_folder: Path) -> None:
    nobodys_folder.chmod(0o555)
    apply(nobodys_folder, ())
    nobodys_folder.chmod(0o755)
    assert list(nobodys_folder.iterdir()) == []


def test_what_is_new_is_written_before_what_is_old_goes(tmp_path: Path) -> None:
    put(tmp_path, "apps/shop/dev/values.yaml")
    done: list[str] = []
    changes = (Change("apps/shop/dev/values.yaml", b"old\n", None), Change(VALUES, None, b"new\n"))
    apply(tmp_path, changes, done.append)
    assert done == [VALUES, "apps/shop/dev/values.yaml"]


def test_a_removal_takes_the_folders_that_it_empties(tmp_path: Path) -> None:
    put(tmp_path, "apps/shop/app.yaml")
    put(tmp_path, ARCHIVE)
    apply(tmp_path, (Change(ARCHIVE, b"old\n", None),))
    assert sorted(path.name for path in (tmp_path / "apps/shop").iterdir()) == ["app.yaml"]


def test_a_removal_leaves_a_folder_with_somebodys_file(tmp_path: Path) -> None:
    put(tmp_path, VALUES)
    put(tmp_path, "apps/shop/prod/NOTES.md", b"mine\n")
    apply(tmp_path, (Change(VALUES, b"old\n", None),))
    assert files(tmp_path) == {"apps/shop/prod/NOTES.md": b"mine\n"}


def test_removing_a_file_that_has_gone_already_is_done(tmp_path: Path) -> None:
    apply(tmp_path, (Change(VALUES, b"old\n", None),))
    assert files(tmp_path) == {}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_a_new_file_is_as_open_as_any_other_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    put(tmp_path, ROOT).chmod(0o755)
    before = os.umask(0o027)
    try:
        apply(tmp_path, (Change(ROOT, b"old\n", b"new\n"), Change(VALUES, None, b"new\n")))
    finally:
        os.umask(before)
    assert ((tmp_path / ROOT).stat().st_mode & 0o777, (tmp_path / VALUES).stat().st_mode & 0o777) == (
        0o755,
        0o640,
    )


@pytest.mark.skipif(os.name == "nt", reason="Windows locks no folder")
def test_a_second_run_waits_for_the_first_and_says_so(tmp_path: Path) -> None:
    said: list[str] = []

    def second() -> None:
        with alone(tmp_path, lambda: said.append("waiting")) as writer:
            writer.apply((Change(VALUES, None, b"2"),), said.append)

    thread = Thread(target=second)
    with alone(tmp_path):
        thread.start()
        thread.join(0.2)
        assert said == ["waiting"]
    thread.join()
    assert said == ["waiting", VALUES]


# What stands in the way


@pytest.mark.parametrize(
    ("path", "found"),
    [("apps/shop/prod", "apps/shop/prod"), (f"{VALUES}/inside", VALUES), ("apps/shop/app.yaml", "")],
    ids=["file-for-folder", "folder-for-file", "apart"],
)
def test_a_file_or_folder_in_the_way_is_found_before_anything_is_written(
    tmp_path: Path, path: str, found: str
) -> None:
    put(tmp_path, path)
    message = f"{found}: error P105: this stands in the way of what is to be written\n  hint: move it away"
    assert [str(item) for item in obstacles(tmp_path, [VALUES])] == ([message] if found else [])


@pytest.mark.parametrize("link", ["apps", "apps/shop", "apps/shop/prod", VALUES])
@pytest.mark.parametrize("target", ["folder", "file", "nothing"])
def test_nothing_is_written_through_a_link_at_any_part_of_a_path(
    tmp_path: Path, link: str, target: str
) -> None:
    put(tmp_path, "outside/folder/shop/prod/values.yaml", b"victim\n")
    put(tmp_path, "outside/file", b"victim\n")
    root = tmp_path / "root"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(tmp_path / "outside" / target)
    before = files(tmp_path / "outside")
    assert [str(item) for item in obstacles(root, [VALUES])] == [
        f"{link}: error P105: a link stands here, and nothing is written through a link\n  hint: remove it"
    ]
    with alone(root) as writer, pytest.raises(OSError, match="a link stands here"):
        writer.put({VALUES: b"new\n"})
    assert files(tmp_path / "outside") == before
    assert (root / link).is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the operating system has no named pipes")
def test_a_pipe_is_neither_written_to_nor_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with alone(tmp_path) as writer, pytest.raises(OSError, match="stands in the way"):
        writer.put({"pipe": b"new\n"})
    assert (tmp_path / "pipe").is_fifo()


def test_another_name_of_a_file_keeps_what_it_has(tmp_path: Path) -> None:
    victim = put(tmp_path, "victim", b"victim\n")
    (tmp_path / "values.yaml").hardlink_to(victim)
    with alone(tmp_path) as writer:
        writer.put({"values.yaml": b"new\n"})
    assert files(tmp_path) == {"victim": b"victim\n", "values.yaml": b"new\n"}


@pytest.mark.parametrize(
    "path", ["../out", "a/../../out", "/out", "a//b", "./a", "", ".git/hooks/x", "a/.GIT/config"]
)
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    root.mkdir()
    with alone(root) as writer, pytest.raises(OSError, match="nothing is written there"):
        writer.put({path: b"new\n", "b": b"new\n"})
    assert files(tmp_path) == {}


@pytest.mark.parametrize("planned", [b"old\n", None], ids=["changed", "new"])
def test_what_somebody_wrote_since_the_plan_stays(tmp_path: Path, planned: bytes | None) -> None:
    put(tmp_path, VALUES, b"mine\n")
    with pytest.raises(OSError, match="just changed" if planned else "exists"):
        apply(tmp_path, (Change(ROOT, None, b"new\n"), Change(VALUES, planned, b"new\n")))
    assert files(tmp_path) == {VALUES: b"mine\n"}


@pytest.mark.skipif(os.name == "nt", reason="Windows replaces no file that is open")
def test_whoever_reads_a_file_meanwhile_sees_the_old_one_whole(tmp_path: Path) -> None:
    with put(tmp_path, VALUES).open("rb") as reader:
        apply(tmp_path, (Change(VALUES, b"old\n", b"new\n"),))
        assert reader.read() == b"old\n"


def test_a_full_disk_changes_nothing(tmp_path: Path) -> None:
    put(tmp_path, VALUES)
    with full_disk(8), pytest.raises(OSError, match="too large"):
        apply(tmp_path, (Change(ROOT, None, b"short\n"), Change(VALUES, b"old\n", b"much too long\n")))
    assert files(tmp_path) == {VALUES: b"old\n"}
    assert [path.name for path in tmp_path.iterdir()] == ["apps"]


def test_a_read_only_folder_stops_the_run_and_leaves_nothing(nobodys_folder: Path) -> None:
    folder = put(nobodys_folder, VALUES).parent
    folder.chmod(0o555)
    with pytest.raises(PermissionError) as refused:
        apply(nobodys_folder, (Change(VALUES, b"old\n", b"new\n"),))
    folder.chmod(0o755)
    assert refused.value.filename == str(nobodys_folder / VALUES)
    assert files(nobodys_folder) == {VALUES: b"old\n"}


# Runs that are cut short


BEFORE = {ROOT: b"old\n", "apps/shop/dev/values.yaml": b"old\n", ARCHIVE: b"old archive\n"}
AFTER = {ROOT: b"new\n", VALUES: b"new\n", ARCHIVE: b"new archive\n"}


class _KilledError(BaseException):
    """Ends a run as SIGKILL does: nothing that it would still do is done."""


def cut_short(root: Path, steps: int) -> bool:
    """Begins to turn BEFORE into AFTER, and stops dead before the step of that number; whether it came to its end."""
    pid = os.fork()
    if pid:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    left = steps

    def count(event: str, _arguments: object) -> None:
        nonlocal left
        if event in {"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"}:
            if not left:
                os._exit(1)
            left -= 1

    try:
        changes = diff(files(root), AFTER)
        sys.addaudithook(count)
        apply(root, changes)
    except BaseException:
        os._exit(2)
    os._exit(0)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the operating system cannot fork")
def test_a_run_that_is_killed_at_any_step_has_done_nothing_or_is_finished_by_the_next(tmp_path: Path) -> None:
    outcomes: list[bool] = []
    for steps in range(1000):
        root = tmp_path / str(steps)
        for path, content in BEFORE.items():
            put(root, path, content)
        ended = cut_short(root, steps)
        begun = bool(unfinished(root))
        assert all(
            content in (BEFORE.get(path), AFTER.get(path))
            for path, content in files(root).items()
            if not path.startswith(CHANGES)
        )
        recover(root)
        assert files(root) in (BEFORE, AFTER)
        assert not (root / CHANGES).exists()
        outcomes.append(files(root) == AFTER)
        assert outcomes[-1] or not begun
        if ended:
            break
    assert outcomes == sorted(outcomes), "once it is begun it is never taken back"
    assert outcomes.count(False) > 5
    assert outcomes.count(True) > 5


def begun(root: Path) -> None:
    """A run that was killed as soon as it had begun to make its changes."""
    for path, content in BEFORE.items():
        put(root, path, content)
    changes = sorted(diff(BEFORE, AFTER), key=lambda change: change.after is None)
    entries = stage.stage(root, [(change.path, change.after) for change in changes], durable=False)
    stage.begin(root, entries, lambda: None, durable=False)


def test_the_next_run_finishes_what_was_begun_and_says_so(tmp_path: Path) -> None:
    begun(tmp_path)
    assert [str(finding) for finding in unfinished(tmp_path)] == [
        f"{CHANGES}: error P106: another run is writing, or was interrupted while it did\n"
        "  hint: wait for it, or run helmwright generate, which finishes what was begun"
    ]
    assert set(recover(tmp_path)) == {*BEFORE, *AFTER}
    assert files(tmp_path) == AFTER
    assert unfinished(tmp_path) == ()


@pytest.mark.parametrize(
    "name",
    ["journal", "0/x", "notes.txt", ""],
    ids=["a journal", "a folder", "another file", "a file in its place"],
)
def test_what_came_with_the_checkout_is_to_be_removed(name: str, tmp_path: Path) -> None:
    """As a pull request may bring it: who only reads says the same as who would write."""
    put(tmp_path, f"{CHANGES}/{name}".rstrip("/"), b"{}")
    assert [str(finding) for finding in unfinished(tmp_path)] == [
        f"{CHANGES}: error P106: this is where changes are prepared, and it was not left by a run here\n"
        "  hint: remove it"
    ]
    with pytest.raises(OSError, match="it was not left by a run here; remove it"):
        recover(tmp_path)


def test_what_somebody_changed_since_the_interruption_stays(tmp_path: Path) -> None:
    begun(tmp_path)
    put(tmp_path, ROOT, b"mine\n")
    put(tmp_path, VALUES, b"mine\n")
    put(tmp_path, "apps/shop/dev/values.yaml", b"mine\n")
    recover(tmp_path)
    assert files(tmp_path) == {
        **dict.fromkeys((ROOT, VALUES, "apps/shop/dev/values.yaml"), b"mine\n"),
        ARCHIVE: b"new archive\n",
    }


def test_a_folder_that_became_a_link_since_the_interruption_is_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "root"
    begun(root)
    (root / "apps").rename(tmp_path / "moved")
    (root / "apps").symlink_to(tmp_path / "moved")
    before = files(tmp_path / "moved")
    recover(root)
    assert files(tmp_path / "moved") == before
    assert not (root / CHANGES).exists()


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_while_files_are_put_in_place_waits_until_all_are(
    tmp_path: Path, interrupt: type[BaseException]
) -> None:
    def stop(_path: str) -> NoReturn:
        raise interrupt

    for path, content in BEFORE.items():
        put(tmp_path, path, content)
    with pytest.raises(interrupt):
        apply(tmp_path, diff(BEFORE, AFTER), stop)
    assert files(tmp_path) == AFTER


def _copied(root: Path) -> None:
    shutil.copytree(root / CHANGES, root / "copy", copy_function=shutil.copy2)
    shutil.rmtree(root / CHANGES)
    (root / "copy").rename(root / CHANGES)


def _linked(root: Path) -> None:
    (root / CHANGES).rename(root.parent / "elsewhere")
    (root / CHANGES).symlink_to(root.parent / "elsewhere")


def _a_file(root: Path) -> None:
    shutil.rmtree(root / CHANGES)
    put(root, CHANGES, b"mine\n")


def _not_json(root: Path) -> None:
    put(root, f"{CHANGES}/journal", b"[" * 100_000)


def _a_pipe(root: Path) -> None:
    (root / CHANGES / "journal").unlink()
    os.mkfifo(root / CHANGES / "journal")


def _somebodys(root: Path) -> None:
    shutil.rmtree(root / CHANGES)
    put(root, f"{CHANGES}/notes.txt", b"mine\n")


@pytest.mark.parametrize("brought", [_copied, _linked, _a_file, _not_json, _a_pipe, _somebodys])
def test_changes_that_no_run_here_prepared_are_not_made(
    tmp_path: Path, brought: Callable[[Path], None]
) -> None:
    """A pull request may bring them: they would write wherever it says."""
    root = tmp_path / "root"
    begun(root)
    brought(root)
    before = files(tmp_path)
    with pytest.raises(
        OSError, match=r"^\[Errno \d+\] this is where changes are prepared, and .*; remove it: "
    ):
        recover(root)
    assert files(tmp_path) == before


@pytest.mark.parametrize("path", ["../victim", ".git/hooks/pre-commit"])
def test_a_journal_that_names_a_place_outside_writes_nothing_there(tmp_path: Path, path: str) -> None:
    root = tmp_path / "root"
    begun(root)
    journal = json.loads((root / CHANGES / "journal").read_bytes())
    journal["entries"][0][0] = path
    (root / CHANGES / "journal").write_text(json.dumps(journal))
    recover(root)
    assert not (root / path).exists()
