"""`copier copy` of this repository at a tag, and `copier update` to the next one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import copier
import pytest
import yaml

from helmwright import pipeline

CHECKOUT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.tool("git")


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Test", "-c", "user.email=test@acme.example", "-c", "tag.gpgSign=false")
    command = ["git", *identity, *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def commit(folder: Path, *, tag: str = "") -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Change", "--no-gpg-sign")
    if tag:
        git(folder, "tag", tag)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """This repository as a git repository of its own, the first release tagged."""
    source = tmp_path / "helmwright"
    source.mkdir()
    shutil.copy(CHECKOUT / "copier.yml", source)
    for folder in ("charts", "generator/templates", "schemas"):
        shutil.copytree(CHECKOUT / folder, source / folder, symlinks=True)
    git(source, "init", "-q")
    commit(source, tag="v0.1.0")
    return source


@pytest.fixture
def demo(tmp_path: Path, source: Path) -> Path:
    """A repository made from the first release, committed."""
    demo = tmp_path / "demo"
    copier.run_copy(str(source), demo, defaults=True, quiet=True)
    git(demo, "init", "-q")
    commit(demo)
    return demo


def test_a_copy_of_this_repository_is_complete(source: Path, demo: Path) -> None:
    assert pipeline.lint(demo).findings == ()
    answers = yaml.safe_load((demo / ".copier-answers.yml").read_text())
    assert (answers["_commit"], answers["_src_path"]) == ("v0.1.0", str(source))
    for folder in ("charts/service", "schemas"):
        copied = {path.relative_to(demo) for path in (demo / folder).rglob("*") if path.is_file()}
        original = {path.relative_to(source) for path in (source / folder).rglob("*") if path.is_file()}
        assert {path for path in original if path.name != ".gitkeep"} == copied


def test_copier_alone_says_how_the_environments_with_a_profile_are_made(
    source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    about = {"account_id": "111122223333", "region": "us-east-1", "kubernetes_version": "1.33"}
    answers = {"environments": "dev qa=local prod=eks", **about}
    copier.run_copy(str(source), tmp_path / "acme", answers, defaults=True)
    assert [path.name for path in (tmp_path / "acme/environments").iterdir()] == ["dev.yaml"]
    assert (
        "  helmwright new environment --name qa --profile local --kubernetes-version 1.33 --domain qa.acme.example\n"
        "  helmwright new environment --name prod --profile eks --account-id 111122223333 --region us-east-1 "
        "--kubernetes-version 1.33 --domain acme.example\n"
        "  helmwright generate\n"
    ) in capfd.readouterr().err


def test_an_update_brings_the_new_and_keeps_the_own(source: Path, demo: Path) -> None:
    # People change a descriptor, add and remove others, fork a chart value, and write a README.
    replace(demo / "apps/hello/services/backend.yaml", "cpu: 50m", "cpu: 75m")
    replace(demo / "environments/prod.yaml", "max: 6", "max: 60")
    replace(demo / "helmwright.yaml", "description: The first team", "description: Those on call")
    replace(demo / "README.md", "## Change it", "## Ask us first\n\n#platform\n\n## Change it")
    chart_value = (demo / "charts/service/values.yaml").read_text().splitlines()[-1]
    replace(demo / "charts/service/values.yaml", chart_value, f"{chart_value} # ours")
    (demo / "apps/hello/services/frontend.yaml").unlink()
    (demo / ".gitlab-ci.yml").unlink()
    (demo / "apps/shop/services").mkdir(parents=True)
    shutil.copy(demo / "apps/hello/services/backend.yaml", demo / "apps/shop/services/cart.yaml")
    commit(demo)
    own = {
        path.relative_to(demo): path.read_bytes()
        for folder in ("apps", "environments")
        for path in (demo / folder).rglob("*.yaml")
    }

    # The next release changes its example, an environment, the chart, a schema, CI, and adds a file.
    template = source / "generator/templates/repository"
    replace(template / "copier.yml", 'default: "0.1.0"', 'default: "0.2.0"')
    replace(template / "files/apps/hello/services/backend.yaml", "6.9.2", "7.0.0")
    (environments,) = (template / "files/environments").iterdir()
    replace(environments, "30080", "30090")
    replace(template / "files/noxfile.py", "Write the generated files.", "Write what is generated.")
    (template / "files/CONTRIBUTING.md").write_text("Welcome\n")
    (source / "charts/service/templates/new.yaml").write_text("{{ .Values.new }}\n")
    replace(source / "schemas/app.schema.json", '"The web shop"', '"The shop"')
    commit(source, tag="v0.2.0")

    copier.run_update(demo, defaults=True, overwrite=True, quiet=True)

    kept = {
        path.relative_to(demo): path.read_bytes()
        for folder in ("apps", "environments")
        for path in (demo / folder).rglob("*.yaml")
    }
    assert kept == own
    assert not (demo / ".gitlab-ci.yml").exists()
    assert (demo / "charts/service/values.yaml").read_text().endswith(f"{chart_value} # ours\n")
    assert "## Ask us first" in (demo / "README.md").read_text()
    repository = yaml.safe_load((demo / "helmwright.yaml").read_text())
    assert repository["teams"] == {"platform": {"description": "Those on call"}}
    assert repository["toolVersion"] == "0.2.0"
    assert (demo / "helmwright.txt").read_text().endswith("\nhelmwright==0.2.0\n")
    assert "Write what is generated." in (demo / "noxfile.py").read_text()
    assert (demo / "CONTRIBUTING.md").read_text() == "Welcome\n"
    assert (demo / "charts/service/templates/new.yaml").read_text() == "{{ .Values.new }}\n"
    assert '"The shop"' in (demo / "schemas/app.schema.json").read_text()
    assert yaml.safe_load((demo / ".copier-answers.yml").read_text())["_commit"] == "v0.2.0"
    conflicts = git(demo, "diff", "--name-only", "--diff-filter=U")
    assert conflicts == ""
