"""helmwright generate, where an app or an environment would go: only when somebody meant it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.cli.conftest import Run, edit, files
from tests.cli.terminal import HELMWRIGHT, on_a_terminal

SHOP = "apps/shop"
CART = "apps/shop/services/cart.yaml"
HINT = (
    "  hint: restore what is missing; if it is meant, use git rm, answer yes at a terminal, or pass "
    "--allow-removals\n"
)
LOST = "this would remove the app shop from dev and prod, and git does not show that it is meant: "


def git(*arguments: str) -> str:
    name = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "init.defaultBranch=main")
    done = subprocess.run(["git", *name, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def forget(folder: Path) -> None:
    """Removes what people wrote of the app shop, and leaves what is generated."""
    (folder / SHOP / "app.yaml").unlink()
    shutil.rmtree(folder / SHOP / "services")


@pytest.fixture
def tracked(generated: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The generated repository, committed to git."""
    monkeypatch.setenv("HOME", str(tmp_path))
    git("init")
    git("add", ".")
    git("commit", "-m", "all")
    return generated


def refused(run: Run, root: Path, reason: str, *arguments: str) -> None:
    before = files(root)
    result = run("generate", *arguments)
    assert (result.exit_code, result.stdout) == (
        1,
        f"apps/shop: error P107: {LOST}{reason}\n{HINT}1 error in 1 file\n",
    )
    assert files(root) == before


def gone(run: Run, root: Path, *arguments: str) -> None:
    result = run("generate", *arguments)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("removed the app shop from dev and prod\n")
    assert not {
        path for path in files(root) if path.startswith(("apps/shop/", "bootstrap/dev/applications/shop"))
    }


def test_what_is_only_missing_from_the_disk_is_not_removed(run: Run, tracked: Path) -> None:
    forget(tracked)
    refused(run, tracked, "git has apps/shop/app.yaml, which is not here")


@pytest.mark.parametrize("commit", [False, True], ids=["staged", "committed"])
def test_what_git_says_was_removed_is_removed(run: Run, tracked: Path, commit: bool) -> None:
    git("rm", "-r", f"{SHOP}/app.yaml", f"{SHOP}/services")
    if commit:
        git("commit", "-m", "no shop")
    gone(run, tracked)


def test_the_folder_of_a_removed_app_goes_with_it(run: Run, tracked: Path) -> None:
    git("rm", "-rq", SHOP + "/app.yaml", SHOP + "/services")
    assert run("generate").exit_code == 0
    assert not (tracked / SHOP).exists()


def test_an_app_that_git_moved_is_removed_at_its_old_place(run: Run, tracked: Path) -> None:
    (tracked / "apps/store").mkdir()
    git("mv", f"{SHOP}/app.yaml", f"{SHOP}/services", "apps/store")
    gone(run, tracked)


def test_what_was_taken_out_of_an_environment_is_removed_there(run: Run, tracked: Path) -> None:
    edit(tracked / CART, "prod: {replicas: {min: 3}}", "prod: false")
    result = run("generate")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "removed the app shop from prod")


def test_a_removed_environment_takes_its_folders_with_it(run: Run, tracked: Path) -> None:
    edit(tracked / CART, "  prod: {replicas: {min: 3}}\n", "")
    git("rm", "environments/prod.yaml")
    result = run("generate")
    assert (result.exit_code, result.stdout.splitlines()[0]) == (0, "removed the environment prod")
    assert not (tracked / "bootstrap/prod").exists()


def test_an_environment_that_is_only_missing_is_not_removed(run: Run, tracked: Path) -> None:
    edit(tracked / CART, "  prod: {replicas: {min: 3}}\n", "")
    (tracked / "environments/prod.yaml").unlink()
    result = run("generate")
    assert result.exit_code == 1
    assert result.stdout.startswith(
        "environments/prod.yaml: error P107: this would remove the environment prod, and "
    )


def test_a_sparse_checkout_removes_nothing(run: Run, tracked: Path) -> None:
    git("sparse-checkout", "set", "--no-cone", "/*", f"!/{SHOP}/services", f"!/{SHOP}/app.yaml")
    assert not (tracked / SHOP / "services").exists()
    refused(run, tracked, "git has apps/shop/app.yaml, which is not here")


def test_a_sparse_index_removes_nothing(run: Run, tracked: Path, everything: Path) -> None:
    git("sparse-checkout", "set", "--cone", "--sparse-index", "apps/catalog", "environments", "bootstrap")
    shutil.copytree(everything / SHOP, tracked / SHOP)
    forget(tracked)
    refused(run, tracked, "git has apps/shop/app.yaml, which is not here")


def test_a_submodule_that_nothing_describes_removes_nothing(run: Run, tracked: Path) -> None:
    git("rm", "-r", f"{SHOP}/app.yaml", f"{SHOP}/services")
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{SHOP}/services")
    (tracked / SHOP / "services").mkdir()
    refused(run, tracked, "git has apps/shop/services, which is not here")


def test_a_submodule_that_lost_a_part_removes_nothing(run: Run, tracked: Path) -> None:
    git("rm", "-r", "--cached", SHOP)
    git("init", "--separate-git-dir", "../of-the-submodule", SHOP)
    git("-C", SHOP, "add", ".")
    git("update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},{SHOP}")
    shutil.rmtree(tracked / SHOP / "services")
    refused(run, tracked, f"git has {CART}, which is not here")


def test_what_is_lost_behind_a_link_is_not_removed(run: Run, tracked: Path) -> None:
    shutil.move(SHOP + "/services", "shared")
    (tracked / SHOP / "services").symlink_to("../../shared")
    git("add", ".")
    (tracked / "shared/cart.yaml").unlink()
    refused(run, tracked, f"git has {CART}, which is not here")


def test_a_folder_that_is_no_git_repository_removes_nothing(run: Run, generated: Path) -> None:
    forget(generated)
    # Git has other words where another file system is mounted above.
    said = subprocess.run(["git", "rev-parse"], check=False, capture_output=True, text=True).stderr
    assert said.startswith("fatal: not a git repository ")
    refused(run, generated, said.splitlines()[0].removeprefix("fatal: "))


def test_an_index_that_is_gone_removes_nothing(run: Run, tracked: Path) -> None:
    forget(tracked)
    (tracked / ".git/index").unlink()
    refused(run, tracked, "helmwright.yaml is not in git's index")


def test_without_git_nothing_is_removed(run: Run, tracked: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git("rm", "-r", f"{SHOP}/app.yaml", f"{SHOP}/services")
    monkeypatch.setenv("PATH", "")
    refused(run, tracked, "git is not installed")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_a_repository_of_somebody_else_removes_nothing(run: Run, tracked: Path) -> None:
    git("rm", "-r", f"{SHOP}/app.yaml", f"{SHOP}/services")
    os.chown(tracked, 65534, 65534)
    os.chown(tracked / ".git", 65534, 65534)
    refused(run, tracked, f"detected dubious ownership in repository at '{tracked}'")


@pytest.mark.parametrize("variable", ["GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"])
def test_variables_that_lead_git_elsewhere_count_for_nothing(
    run: Run, tracked: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    forget(tracked)
    monkeypatch.setenv(variable, str(tracked.parent / "elsewhere"))
    refused(run, tracked, "git has apps/shop/app.yaml, which is not here")


@pytest.mark.parametrize(
    "setting",
    ["core.fsmonitor", "core.hooksPath", "core.sshCommand", "core.pager", "diff.external", "filter.x.smudge"],
)
def test_nothing_in_a_repositorys_git_configuration_is_run(run: Run, tracked: Path, setting: str) -> None:
    program = tracked.parent / "program"
    program.write_text(f"#!/bin/sh\ntouch {tracked.parent}/ran\n")
    program.chmod(0o755)
    forget(tracked)
    git("config", setting, str(program))
    refused(run, tracked, "git has apps/shop/app.yaml, which is not here")
    assert not (tracked.parent / "ran").exists()


OLD = """#!/bin/sh
unset GIT_NO_LAZY_FETCH
exec {git} "$@"
"""


@pytest.mark.parametrize("old", [False, True], ids=["this git", "one that knows fewer variables"])
def test_what_a_partial_clone_left_out_is_neither_fetched_nor_removed(
    run: Run, tracked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bool
) -> None:
    git("sparse-checkout", "set", "--cone", "--sparse-index", "environments", "bootstrap", "apps/catalog")
    tree = git("rev-parse", f"HEAD:{SHOP}")
    (tracked / f".git/objects/{tree[:2]}/{tree[2:]}").unlink()
    git("config", "core.repositoryFormatVersion", "1")
    git("config", "extensions.partialClone", "origin")
    git("config", "remote.origin.url", f"ext::sh -c touch% {tmp_path}/ran")
    git("config", "protocol.ext.allow", "always")
    if old:
        (tmp_path / "bin").mkdir()
        (tmp_path / "bin/git").write_text(OLD.format(git=shutil.which("git")))
        (tmp_path / "bin/git").chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}/bin", prepend=os.pathsep)
    generated = tracked / "bootstrap/dev/applications/shop.yaml"
    result = run("generate")
    assert (result.exit_code, generated.exists()) == (1, True)
    # An old git tries to fetch, and may be ended by that before it says more.
    reasons = (f"Could not read {tree}", *(["transport 'ext' not allowed"] if old else []))
    assert any(f"git does not show that it is meant: {reason}" in result.stdout for reason in reasons)
    assert not (tmp_path / "ran").exists()


def test_an_option_allows_it_where_nobody_can_be_asked(run: Run, generated: Path) -> None:
    forget(generated)
    gone(run, generated, "--allow-removals")


def test_a_yes_counts_only_at_a_terminal(run: Run, tracked: Path) -> None:
    forget(tracked)
    refused(run, tracked, "git has apps/shop/app.yaml, which is not here", "--yes")


@pytest.mark.parametrize(
    ("options", "typed", "code"), [((), "y\n", 0), ((), "n\n", 1), ((), "\n", 1), (("--yes",), "", 0)]
)
def test_a_person_at_a_terminal_is_asked(
    tracked: Path, options: tuple[str, ...], typed: str, code: int
) -> None:
    forget(tracked)
    seen, exit_code = on_a_terminal(*HELMWRIGHT, "generate", *options, typed=typed)
    assert exit_code == code
    assert f"apps/shop: {LOST}git has apps/shop/app.yaml, which is not here" in seen.replace("\r\n", "\n")
    assert ("Remove all of this? [y/N]" in seen) == (not options)
    assert (tracked / SHOP / "dev/values.yaml").exists() == (code == 1)


def test_nobody_is_asked_in_ci(tracked: Path) -> None:
    forget(tracked)
    seen, exit_code = on_a_terminal(*HELMWRIGHT, "generate", "--yes", env={"CI": "true"})
    assert (exit_code, "Remove all of this?" in seen) == (1, False)


@pytest.mark.parametrize(
    "arguments", [("--check",), ("--diff",), ("--check", "--format", "json")], ids=" ".join
)
def test_what_would_go_is_said_first_and_not_refused(
    run: Run, tracked: Path, arguments: tuple[str, ...]
) -> None:
    forget(tracked)
    result = run("generate", *arguments)
    assert result.stderr.splitlines()[0] == "would remove the app shop from dev and prod"
    assert "P107" not in result.output


def test_a_selection_is_refused_for_what_it_would_remove_alone(run: Run, tracked: Path) -> None:
    forget(tracked)
    assert run("generate", "--app", "catalog").exit_code == 0
    assert run("generate", "--env", "dev").exit_code == 1


def test_many_files_at_once_are_no_everyday_change(run: Run, generated: Path) -> None:
    for number in range(5):
        shutil.copy(generated / "bootstrap/dev/root.yaml", generated / f"bootstrap/dev/old-{number}.yaml")
    result = run("generate")
    assert result.exit_code == 1
    assert result.stdout.startswith("apps: error P108: this would remove 5 of 41 generated files, and ")
