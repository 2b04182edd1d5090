"""`init`: a complete repository that is right from its first minute."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import copier
import pytest
import yaml
from pathspec import GitIgnoreSpec
from tests.helms import ALL, started

import helmwright
from helmwright import layout, pipeline, resources
from helmwright.findings import Severity
from helmwright.pipeline import Tools
from helmwright.scaffold.create import init
from helmwright.scaffold.placing import ScaffoldError
from helmwright.scaffold.questions import questions
from helmwright.validate.embedded import EmbeddedValidator

CHECKOUT = Path(__file__).resolve().parents[2]
MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S+)\n")


def test_a_new_repository_has_no_findings(repository: Path) -> None:
    linted = pipeline.lint(repository)
    assert linted.findings == ()
    assert linted.files == (
        "apps/hello/app.yaml",
        "apps/hello/services/backend.yaml",
        "apps/hello/services/frontend.yaml",
        "environments/dev.yaml",
        "environments/prod.yaml",
        "helmwright.yaml",
    )


def test_answers_reach_the_descriptors(tmp_path: Path) -> None:
    answers = {
        "name": "on",
        "repo_url": "git@git.acme.example:platform/live.git",
        "team": "no",
        "prod_provider": "eks",
        "domain": "1.5",
        "kubernetes_version": "1.33",
    }
    init(tmp_path / "live", answers, defaults=True)
    assert pipeline.lint(tmp_path / "live").findings == ()
    repository = yaml.safe_load((tmp_path / "live/helmwright.yaml").read_text())
    assert repository["name"] == "on"
    assert repository["repoURL"] == "git@git.acme.example:platform/live.git"
    assert list(repository["teams"]) == ["no"]
    prod = yaml.safe_load((tmp_path / "live/environments/prod.yaml").read_text())
    assert (prod["domain"], prod["cluster"]["kubernetesVersion"]) == ("1.5", "1.33")
    assert prod["exposure"]["loadBalancerClass"] == "service.k8s.aws/nlb"


def test_a_repository_may_be_read_without_tls_and_is_told_what_that_means(tmp_path: Path) -> None:
    init(tmp_path / "acme", {"repo_url": "http://gitea.git.svc/acme/live.git"}, defaults=True)
    (finding,) = pipeline.lint(tmp_path / "acme").findings
    assert (finding.code, finding.severity) == ("R111", Severity.WARNING)


def test_environments_are_those_that_were_asked_for(tmp_path: Path) -> None:
    init(tmp_path / "acme", {"environments": "staging prod", "prod_provider": "eks"}, defaults=True)
    assert pipeline.lint(tmp_path / "acme").findings == ()
    made = {
        path.stem: yaml.safe_load(path.read_text()) for path in (tmp_path / "acme/environments").iterdir()
    }
    assert {name: (data["cluster"]["name"], data["domain"]) for name, data in made.items()} == {
        "staging": ("staging", "staging.acme.example"),
        "prod": ("prod", "acme.example"),
    }
    assert "bootstrap/staging/root.yaml" in (tmp_path / "acme/README.md").read_text()


PROFILES = [
    name
    for question in questions("environment")
    if question.name == "profile"
    for name in question.choices
    if name != "custom"
]


def complete(root: Path, account: str, engine: str) -> None:
    """A new repository with every profile has no finding, with what it generates and renders."""
    environments = {"dev": "", **{f"qa-{profile}": f"={profile}" for profile in PROFILES}, "prod": "=eks"}
    words = " ".join(name + profile for name, profile in environments.items())
    init(root, {"environments": words, "account_id": account}, defaults=True)
    planned = pipeline.generate(root, Tools(started(engine), None, 1))
    assert planned.findings == ()
    assert {layout.belongs_to(change.path)[0] for change in planned.changes} >= set(environments)
    assert pipeline.validate(planned, EmbeddedValidator([resources.schemas() / "crds"])) == ()


@pytest.mark.parametrize("engine", ALL)
def test_environments_of_every_profile_are_complete(engine: str, tmp_path: Path) -> None:
    complete(tmp_path / "acme", "111122223333", engine)


def test_they_are_complete_without_an_account(tmp_path: Path) -> None:
    complete(tmp_path / "acme", "", "sdk")


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_is_that_of_a_new_environment(profile: str, tmp_path: Path) -> None:
    about = {"account_id": "111122223333", "region": "eu-central-1", "kubernetes_version": "1.35"}
    init(tmp_path / "acme", {"environments": f"prod={profile} qa={profile}", **about}, defaults=True)
    for name, domain in (("prod", "acme.example"), ("qa", "qa.acme.example")):
        answers = {"name": name, "profile": profile, "domain": domain, **about}
        template = str(resources.templates() / "environment")
        copier.run_copy(template, tmp_path / "other", answers, defaults=True, quiet=True)
        made = tmp_path / f"acme/environments/{name}.yaml"
        assert made.read_text() == (tmp_path / f"other/{name}.yaml").read_text()
    page = (tmp_path / "acme/README.md").read_text()
    assert "bootstrap/prod/root.yaml" in page
    assert "dev.yaml" not in page


def test_without_the_example_there_is_no_app_and_no_word_of_one(tmp_path: Path) -> None:
    files = init(tmp_path / "acme", {"example": "no"}, defaults=True)
    assert pipeline.lint(tmp_path / "acme").findings == ()
    assert [path for path in files if path.startswith("apps/")] == []
    written = [path for path in files if not path.startswith(("charts/", "schemas/"))]
    assert [path for path in written if "hello" in (tmp_path / "acme" / path).read_text()] == []


def test_the_name_comes_from_the_folder(tmp_path: Path) -> None:
    init(tmp_path / "My Platform!", {}, defaults=True)
    repository = yaml.safe_load((tmp_path / "My Platform!/helmwright.yaml").read_text())
    assert repository["name"] == "my-platform"
    assert repository["repoURL"] == "https://github.com/my-platform/My-Platform-.git"


def test_every_descriptor_names_a_schema_that_an_editor_finds(repository: Path) -> None:
    descriptors = [repository / path for path in pipeline.lint(repository).files]
    for descriptor in descriptors:
        text = descriptor.read_text()
        named = MODELINE.match(text)
        assert named, descriptor
        # As the YAML language server does it: relative to the folder of the file.
        schema = json.loads((descriptor.parent / named[1]).resolve(strict=True).read_bytes())
        assert schema["title"] == yaml.safe_load(text)["kind"]


def test_the_editor_maps_schemas_that_exist_to_files_that_exist(repository: Path) -> None:
    settings = json.loads((repository / ".vscode/settings.json").read_bytes())
    for schema, pattern in settings["yaml.schemas"].items():
        assert (repository / schema).is_file(), schema
        assert list(repository.glob(pattern.removeprefix("/"))), pattern


@pytest.mark.parametrize("folder", ["charts/service", "schemas"])
def test_charts_and_schemas_are_the_tools_own_files(repository: Path, folder: str) -> None:
    def files(root: Path) -> dict[str, bytes]:
        return {
            path.relative_to(root).as_posix(): path.read_bytes()
            for path in root.rglob("*")
            if path.is_file() and path.name != ".gitkeep"
        }

    original = resources.charts() / "service" if folder == "charts/service" else resources.schemas()
    assert files(repository / folder) == files(original)
    assert not (repository / folder).is_symlink()


@pytest.mark.parametrize(
    "answer",
    [
        "./wheels/helmwright-0.1.0-py3-none-any.whl",
        "wheels/helmwright-0.1.0-py3-none-any.whl",
        f"helmwright @ git+https://github.com/acme/helmwright.git@{'0f' * 20}",
    ],
)
def test_what_is_not_released_is_a_wheel_or_a_commit(answer: str, tmp_path: Path) -> None:
    init(tmp_path / "acme", {"helmwright": answer}, defaults=True)
    assert (tmp_path / "acme/helmwright.txt").read_text().splitlines()[-1] == answer


@pytest.mark.parametrize(
    "answer", ["helmwright", "helmwright @ git+https://github.com/acme/helmwright.git@main"]
)
def test_what_may_be_another_tomorrow_is_refused(answer: str, tmp_path: Path) -> None:
    with pytest.raises(ScaffoldError, match="<40 digits>"):
        init(tmp_path / "acme", {"helmwright": answer}, defaults=True)


def test_linters_of_others_look_at_what_people_write_alone(tmp_path: Path) -> None:
    root = tmp_path / "acme"
    init(
        root,
        {},
        defaults=True,
        complete=lambda _: {"apps/hello/dev/values.yaml": b"", "bootstrap/dev/root.yaml": b""},
    )
    settings = (
        (root / ".prettierignore").read_text(),
        yaml.safe_load((root / ".yamllint").read_text())["ignore"],
    )
    for ignored in (GitIgnoreSpec.from_lines(text.splitlines()) for text in settings):
        seen = {path for path in ignored.match_tree_files(root, negate=True) if path.endswith(".yaml")}
        assert {path for path in seen if not path.startswith(".")} == {*pipeline.lint(root).files}


def test_all_but_apps_and_settings_of_tools_has_owners(repository: Path) -> None:
    lines = (repository / "CODEOWNERS").read_text().splitlines()
    owned = {line.split()[0].strip("/") for line in lines if not line.startswith("#")}
    free = {path.name for path in repository.iterdir()} - owned
    assert free == {
        ".copier-answers.yml",
        ".editorconfig",
        ".gitattributes",
        ".gitignore",
        ".prettierignore",
        ".prettierrc.yaml",
        ".vscode",
        ".yamllint",
        "README.md",
        "apps",
        "renovate.json",
    }


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://git.example/helmwright.git",
            f"helmwright @ git+https://git.example/helmwright.git@{'0f' * 20}",
        ),
        ("file:///home/me/helmwright", f"helmwright=={helmwright.__version__}"),
    ],
)
def test_an_installation_from_a_commit_is_what_ci_installs(
    url: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "site/helmwright-0.1.0.dist-info"
    installed.mkdir(parents=True)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: helmwright\nVersion: 0.1.0\n")
    origin = {"url": url, "vcs_info": {"vcs": "git", "commit_id": "0f" * 20}}
    (installed / "direct_url.json").write_text(json.dumps(origin))
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    init(tmp_path / "acme", {}, defaults=True)
    assert (tmp_path / "acme/helmwright.txt").read_text().splitlines()[-1] == expected


def test_the_version_of_the_tool_is_pinned(repository: Path) -> None:
    version = helmwright.__version__
    assert (repository / "helmwright.txt").read_text().endswith(f"\nhelmwright=={version}\n")
    assert yaml.safe_load((repository / "helmwright.yaml").read_text())["toolVersion"] == version


def test_copier_can_update_it_from_the_release(repository: Path) -> None:
    source = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["urls"]["Source"]
    answers = yaml.safe_load((repository / ".copier-answers.yml").read_text())
    assert answers == {
        "_commit": f"v{helmwright.__version__}",
        "_src_path": f"{source}.git",
        "dev_provider": "kind",
        "domain": "acme.example",
        "environments": "dev prod",
        "example": "yes",
        "helmwright": "",
        "kubernetes_version": "1.34",
        "name": "acme",
        "prod_provider": "generic",
        "repo_url": "https://github.com/acme/acme.git",
        "reviewers": "@acme/platform",
        "team": "platform",
    }


def test_what_the_readme_and_ci_run_is_a_session_of_the_noxfile(repository: Path) -> None:
    for path in ("README.md", ".github/workflows/render-and-validate.yml", ".gitlab-ci.yml"):
        text = (repository / path).read_text()
        assert "nox -s render-and-validate" in text, path
        assert re.search(r"nox -s (render-and-validate )?tests\n", text), path
    noxfile = (repository / "noxfile.py").read_text()
    assert '@nox.session(name="render-and-validate")' in noxfile
    assert "def tests(" in noxfile


def test_its_tests_pass(repository: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "chartwright.testing.plugin",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert "4 passed" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0


@pytest.mark.tool("git")
@pytest.mark.parametrize(
    ("path", "attributes"),
    [
        ("apps/hello/dev/values.yaml", {"linguist-generated": "set", "eol": "lf"}),
        ("apps/hello/dev/charts/service-1.0.0.tgz", {"linguist-generated": "set", "text": "unset"}),
        ("bootstrap/dev/root.yaml", {"linguist-generated": "set", "eol": "lf"}),
        ("apps/hello/app.yaml", {"linguist-generated": "unspecified", "eol": "lf"}),
        ("apps/hello/services/backend.yaml", {"linguist-generated": "unset", "eol": "lf"}),
        ("charts/service/values.yaml", {"linguist-vendored": "set"}),
    ],
)
def test_git_knows_what_is_generated(repository: Path, path: str, attributes: dict[str, str]) -> None:
    subprocess.run(["git", "init", "-q"], cwd=repository, check=True)
    command = ["git", "check-attr", "-z", *attributes, "--", path]
    output = subprocess.run(command, cwd=repository, check=True, capture_output=True, text=True).stdout
    fields = output.split("\0")
    assert dict(zip(fields[1::3], fields[2::3], strict=True)) == attributes


def test_paths_are_returned_sorted(tmp_path: Path) -> None:
    paths = init(tmp_path, {"name": "acme"}, defaults=True)
    assert paths == tuple(sorted(paths))
    assert paths == tuple(
        sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    )


@pytest.mark.tool("git")
def test_an_empty_git_repository_is_filled(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    paths = init(tmp_path, {"name": "acme"}, defaults=True)
    assert "helmwright.yaml" in paths
    assert not [path for path in paths if path.startswith(".git/")]


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(ScaffoldError, match=r"is not an empty folder$"):
        init(tmp_path, {}, defaults=True)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_file_is_no_place_for_a_repository(tmp_path: Path) -> None:
    (tmp_path / "acme").write_text("mine")
    with pytest.raises(ScaffoldError, match=r"is not an empty folder$"):
        init(tmp_path / "acme", {}, defaults=True)


@pytest.mark.parametrize(
    "answers",
    [
        {"name": "1st"},
        {"name": "a b"},
        {"repo_url": "ftp://git.acme.example/live.git"},
        {"repo_url": "http://bot:s3cr3t@git.acme.example/live.git"},
        {"repo_url": "https://git.acme.example/live.git\nteams: {}"},
        {"repo_url": "https://git.acme.example/{live}"},
        {"repo_url": "https://bot:s3cr3t@git.acme.example/live.git"},
        {"reviewers": "acme"},
        {"prod_provider": "gke"},
    ],
)
def test_a_refused_answer_leaves_no_folder_behind(tmp_path: Path, answers: dict[str, str]) -> None:
    with pytest.raises(ScaffoldError):
        init(tmp_path / "acme", answers, defaults=True)
    assert not (tmp_path / "acme").exists()
