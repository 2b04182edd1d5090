"""helmwright generate"""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Golden, Run, edit, files

CART = "apps/shop/services/cart.yaml"
SERVICES = "apps/shop/services"


def change_everything(root: Path) -> None:
    """One generated file is gone, one was edited, one is no longer wanted."""
    (root / "bootstrap/dev/root.yaml").unlink()
    edit(root / "apps/shop/prod/values.yaml", "2.3.1", "2.3.2")
    shutil.copy(root / "apps/shop/dev/values.yaml", root / "apps/shop/dev/old.yaml")


def instead(folder: Path) -> Path:
    """Takes a folder away."""
    shutil.rmtree(folder)
    return folder


def test_every_file_that_is_written_is_named(run: Run, repository: Path, golden: Golden) -> None:
    result = run("generate")
    assert (result.exit_code, result.stderr) == (0, "")
    golden("generate-created.txt", result.stdout)
    named = {line.split()[1] for line in result.stdout.splitlines() if line.startswith("created ")}
    assert named == {path for path in files(repository) if "/services/" not in path} - {
        *("helmwright.yaml", "apps/shop/app.yaml", "apps/catalog/app.yaml"),
        *("environments/dev.yaml", "environments/prod.yaml"),
    }


def test_nothing_is_said_and_nothing_written_when_nothing_changed(run: Run, generated: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in generated.rglob("*")}
    result = run("generate")
    assert (result.exit_code, result.output) == (0, "")
    assert {path: path.stat().st_mtime_ns for path in generated.rglob("*")} == before


def test_what_differs_is_put_right(run: Run, generated: Path, everything: Path) -> None:
    change_everything(generated)
    result = run("generate")
    assert result.exit_code == 0
    assert result.stdout == (
        "deleted apps/shop/dev/old.yaml\n"
        "updated apps/shop/prod/values.yaml\n"
        "created bootstrap/dev/root.yaml\n"
        "1 created, 1 updated, 1 deleted\n"
    )
    assert files(generated) == files(everything)


def test_an_archive_that_others_packed_is_vendored_as_it_is_and_goes_again(
    run: Run, generated: Path, everything: Path
) -> None:
    """Its bytes carry no mark: Helm compresses, and what a registry has may be signed."""
    (ours,) = (generated / "apps/shop/prod/charts").iterdir()
    version = ours.stem.removeprefix("service-")
    theirs = gzip.compress(gzip.decompress(ours.read_bytes()))
    (generated / "charts/releases").mkdir(parents=True)
    (generated / "charts/releases" / ours.name).write_bytes(theirs)
    prod = generated / "environments/prod.yaml"
    unpinned = prod.read_text()
    prod.write_text(f'{unpinned}charts: {{service: "{version}"}}\n')
    assert run("generate", "-q").output == ""
    assert ours.read_bytes() == theirs
    assert run("generate", "--check").output == "no findings\n"
    prod.write_text(unpinned)
    shutil.rmtree(generated / "charts")
    assert run("generate", "-q").output == ""
    assert files(generated) == files(everything)


def test_quiet_writes_without_a_word(run: Run, repository: Path, everything: Path) -> None:
    assert run("generate", "-q").output == ""
    assert files(repository) == files(everything)


def test_check_names_every_file_and_writes_nothing(run: Run, generated: Path, golden: Golden) -> None:
    change_everything(generated)
    before = files(generated)
    result = run("generate", "--check")
    assert (result.exit_code, result.stderr) == (1, "")
    golden("generate-check.txt", result.stdout)
    assert files(generated) == before


def test_check_of_a_repository_without_generated_files_names_them_all(run: Run, repository: Path) -> None:
    findings = json.loads(run("generate", "--check", "--format", "json").stdout)["findings"]
    assert {finding["code"] for finding in findings} == {"D101"}
    result = run("generate")
    written = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("created ")]
    assert [finding["path"] for finding in findings] == written


def test_check_is_clean_after_generate(run: Run, generated: Path) -> None:
    result = run("generate", "--check")
    assert (result.exit_code, result.output) == (0, "no findings\n")


def test_what_git_ignores_is_said(run: Run, repository: Path) -> None:
    run("generate", "-q")
    subprocess.run(["git", "init", "-q"], check=True)
    archives = sorted(path.relative_to(repository).as_posix() for path in repository.rglob("*.tgz"))
    (repository / ".git/info/exclude").write_text("*.tgz\nbootstrap/\n")
    result = run("generate", "--check", "--env", "dev", "--format", "json")
    assert result.exit_code == 1
    found = {(item["code"], item["path"]) for item in json.loads(result.stdout)["findings"]}
    assert {("P110", path) for path in archives} < found
    assert ("P110", "bootstrap/dev/root.yaml") in found
    (repository / ".git/info/exclude").write_text("*.tgz\n")
    subprocess.run(["git", "add", "-f", *archives], check=True)
    assert run("generate", "--check").stdout == "no findings\n"


def test_a_repository_in_an_ignored_folder_is_not_gits_matter(run: Run, generated: Path) -> None:
    subprocess.run(["git", "init", "-q", str(generated.parent)], check=True)
    (generated.parent / ".git/info/exclude").write_text(f"{generated.name}/\n")
    assert run("generate", "--check").stdout == "no findings\n"


def test_check_sees_that_a_file_of_a_configuration_changed(run: Run, repository: Path) -> None:
    with (repository / CART).open("a") as file:
        file.write("config: {agent: {from: files/agent.yaml, mount: /etc/agent}}\n")
    agent = repository / SERVICES / "files/agent.yaml"
    agent.parent.mkdir()
    agent.write_text("level: info\n")
    assert run("generate").exit_code == 0
    assert run("generate", "--check").exit_code == 0
    agent.write_text("level: {{ .Values.level }}\n")
    found = json.loads(run("generate", "--check", "--format", "json").stdout)["findings"]
    assert {(item["code"], item["path"].rpartition("/")[2]) for item in found} == {("D101", "values.yaml")}
    assert "level: {{ .Values.level }}" in run("render", "--app", "shop", "--env", "dev").stdout


def test_diff_shows_what_would_change_and_writes_nothing(run: Run, generated: Path, golden: Golden) -> None:
    edit(generated / CART, "2.3.1", "2.4.0")
    before = files(generated)
    result = run("generate", "--diff")
    assert (result.exit_code, result.stderr) == (0, "")
    golden("generate-diff.txt", result.stdout)
    assert files(generated) == before


def test_diff_with_check_shows_both_and_fails(run: Run, generated: Path) -> None:
    edit(generated / CART, "2.3.1", "2.4.0")
    result = run("generate", "--diff", "--check")
    assert result.exit_code == 1
    assert result.stdout == run("generate", "--diff").stdout
    assert "apps/shop/prod/values.yaml: error D101: the file is out of date\n" in result.stderr


def test_diff_has_one_form(run: Run, generated: Path) -> None:
    result = run("generate", "--diff", "--format", "json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--diff is for reading; leave out --format" in result.stderr


def test_json_lists_what_was_written(run: Run, generated: Path, everything: Path) -> None:
    change_everything(generated)
    report = json.loads(run("generate", "--format", "json").stdout)
    assert report["changes"] == [
        {"action": "delete", "path": "apps/shop/dev/old.yaml"},
        {"action": "update", "path": "apps/shop/prod/values.yaml"},
        {"action": "create", "path": "bootstrap/dev/root.yaml"},
    ]
    assert files(generated) == files(everything)


@pytest.mark.parametrize(
    ("arguments", "changed"),
    [
        (["--env", "dev"], ["apps/shop/dev/old.yaml", "bootstrap/dev/root.yaml"]),
        (["--env", "prod"], ["apps/shop/prod/values.yaml"]),
        (["--app", "catalog"], ["bootstrap/dev/root.yaml"]),
        (["--app", "catalog", "--env", "prod"], []),
        (["--app", "shop", "--env", "prod"], ["apps/shop/prod/values.yaml"]),
        (
            ["--env", "prod", "--env", "dev"],
            [
                "apps/shop/dev/old.yaml",
                "apps/shop/prod/values.yaml",
                "bootstrap/dev/root.yaml",
            ],
        ),
    ],
    ids=" ".join,
)
def test_only_what_is_selected_changes(
    arguments: list[str], changed: list[str], run: Run, generated: Path, everything: Path
) -> None:
    change_everything(generated)
    before = files(generated)
    assert run("generate", *arguments).exit_code == 0
    after = files(generated)
    assert sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p)) == changed
    wanted = files(everything)
    assert all(after.get(path) == wanted.get(path) for path in changed)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--env", "prdo"], "no environment is called 'prdo'; did you mean 'prod'?"),
        (["--env", "qa"], "no environment is called 'qa'; there are dev, prod"),
        (["--app", "Shop"], "no app is called 'Shop'; did you mean 'shop'?"),
    ],
    ids=" ".join,
)
def test_unknown_names_are_wrong_usage(
    arguments: list[str], message: str, run: Run, repository: Path
) -> None:
    result = run("generate", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith(f": {message}\n")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda root: edit(root / CART, "image:", "imgae:"),
        lambda root: edit(root / CART, "catalog/products", "catalog/product"),
        lambda root: (root / CART).write_bytes(b"\xff"),
        lambda root: (root / CART).write_text(""),
        lambda root: (root / "helmwright.yaml").write_text("kind: [\n"),
    ],
    ids=["schema", "rule", "encoding", "empty", "syntax"],
)
@pytest.mark.parametrize("arguments", [(), ("--env", "dev"), ("--app", "catalog")], ids=" ".join)
def test_a_broken_descriptor_changes_nothing(
    spoil: object, arguments: tuple[str, ...], run: Run, generated: Path
) -> None:
    change_everything(generated)
    assert callable(spoil)
    spoil(generated)
    before = files(generated)
    result = run("generate", *arguments)
    assert result.exit_code == 1
    assert ": error " in result.stdout
    assert files(generated) == before


def submodule(root: Path) -> None:
    """The services are in another repository, which was not fetched."""
    instead(root / SERVICES).mkdir()
    (root / ".gitmodules").write_text(f"[submodule]\n\tpath = {SERVICES}\n")


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lambda root: instead(root / SERVICES).symlink_to("gone"), f"{SERVICES}: error L115: "),
        (lambda root: instead(root / SERVICES).symlink_to("services"), f"{SERVICES}: error L115: "),
        (lambda root: instead(root / SERVICES).touch(), f"{SERVICES}: error L118: "),
        (
            lambda root: instead(root / SERVICES).with_name("Services").mkdir(),
            "apps/shop/Services: error L120: ",
        ),
        (submodule, f"{SERVICES}: error L119: "),
        (lambda root: instead(root / "apps").symlink_to(root.parent), "apps: error L114: "),
        (lambda root: instead(root / "environments").touch(), "environments: error L118: "),
    ],
    ids=["nowhere", "circle", "file", "case", "submodule", "outside", "environments"],
)
def test_a_folder_that_is_none_changes_nothing(
    run: Run, generated: Path, spoil: Callable[[Path], object], expected: str
) -> None:
    spoil(generated)
    before = files(generated)
    result = run("generate", "--allow-removals")
    assert (result.exit_code, result.stdout.startswith(expected)) == (1, True), result.output
    assert files(generated) == before


def test_a_file_of_somebody_else_is_never_touched(run: Run, generated: Path) -> None:
    path = generated / "apps/shop/dev/values.yaml"
    path.write_text("mine: true\n")
    result = run("generate")
    assert result.exit_code == 1
    assert result.stdout.startswith("apps/shop/dev/values.yaml: error P102: ")
    assert path.read_text() == "mine: true\n"


def test_a_stray_file_is_reported_and_left(run: Run, generated: Path) -> None:
    (generated / "bootstrap/old").mkdir()
    (generated / "bootstrap/old/notes.txt").write_text("mine\n")
    result = run("generate")
    assert result.exit_code == 0
    assert result.stdout.startswith("bootstrap/old/notes.txt: warning P103: ")
    assert (generated / "bootstrap/old/notes.txt").read_text() == "mine\n"


@pytest.mark.parametrize("command", [["generate"], ["generate", "--check"], ["validate"]])
def test_nothing_passes_with_a_template_that_nobody_checked(
    command: list[str], run: Run, generated: Path
) -> None:
    path = generated / "apps/shop/dev/templates/evil.yaml"
    path.parent.mkdir()
    path.write_text("kind: Pod\n")
    result = run(*command)
    assert result.exit_code == 1
    assert result.stdout.startswith("apps/shop/dev/templates/evil.yaml: error P109: ")
    assert path.read_text() == "kind: Pod\n"


def test_a_removed_app_takes_exactly_its_files_with_it(run: Run, generated: Path) -> None:
    edit(generated / CART, "env:\n  CATALOG_URL: {url: catalog/products/http}\n", "")
    assert run("generate").exit_code == 0
    for path in ("services/products.yaml", "app.yaml"):
        (generated / "apps/catalog" / path).unlink()
    result = run("generate", "--allow-removals")
    deleted = [line.split()[1] for line in result.stdout.splitlines() if line.startswith("deleted ")]
    assert result.exit_code == 0
    assert {path.split("/")[1] for path in deleted if path.startswith("apps/")} == {"catalog"}
    assert {path for path in deleted if path.startswith("bootstrap/")} == {
        f"bootstrap/{environment}/{folder}/catalog.yaml"
        for environment in ("dev", "prod")
        for folder in ("applications", "namespaces")
    }
