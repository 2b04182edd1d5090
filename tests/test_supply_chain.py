"""What CI and new repositories run of others is named by its content: packages, actions and images."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from tools.sbom import about

ROOT = Path(__file__).parents[1]
TEMPLATE = ROOT / "generator/templates/repository/files"
REQUIREMENTS = (ROOT / ".ci/requirements.txt", TEMPLATE / "requirements.txt")
WORKFLOWS = tuple(
    path
    for folder in (ROOT, TEMPLATE)
    for path in (folder / ".gitlab-ci.yml", *sorted((folder / ".github/workflows").glob("*.yml")))
)
PAGES = (ROOT / ".ci/run", ROOT / "CONTRIBUTING.md", TEMPLATE / "README.md.jinja")
PRE_COMMIT = tuple(folder / ".pre-commit-config.yaml" for folder in (ROOT, TEMPLATE))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def pinned(path: Path) -> dict[str, tuple[Requirement, list[str]]]:
    """Each requirement of a file by its name, and the hashes of its files."""
    entries = re.sub(r"\\\n", " ", path.read_text(encoding="utf-8")).splitlines()
    found: dict[str, tuple[Requirement, list[str]]] = {}
    for entry in entries:
        if not entry.startswith("#"):
            requirement, *hashes = entry.split(" --hash=")
            parsed = Requirement(requirement.strip())
            found[canonicalize_name(parsed.name)] = (parsed, [text.strip() for text in hashes])
    return found


def versions() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


def needed(name: str, extras: frozenset[str] = frozenset()) -> Iterator[str]:
    """All that a package installs with it on this machine."""
    for text in requires(name) or ():
        requirement = Requirement(text)
        if any(
            requirement.marker is None or requirement.marker.evaluate({"extra": extra})
            for extra in {"", *extras}
        ):
            yield canonicalize_name(requirement.name)
            yield from needed(requirement.name, frozenset(requirement.extras))


@pytest.mark.parametrize("path", REQUIREMENTS, ids=relative)
def test_every_package_has_one_version_and_the_hashes_of_its_files(path: Path) -> None:
    known = versions()
    for name, (requirement, hashes) in pinned(path).items():
        assert str(requirement.specifier) == f"=={known[name]}"
        assert hashes
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in hashes)


@pytest.mark.parametrize("path", REQUIREMENTS, ids=relative)
def test_no_file_says_where_packages_are_from(path: Path) -> None:
    assert "://" not in path.read_text(encoding="utf-8")


def test_nothing_that_helmwright_needs_is_left_to_the_index() -> None:
    assert set(needed("helmwright", frozenset({"test"}))) <= pinned(TEMPLATE / "requirements.txt").keys()


@pytest.mark.parametrize("path", REQUIREMENTS, ids=relative)
def test_nothing_that_nox_needs_is_left_to_the_index(path: Path) -> None:
    assert {"nox", *needed("nox")} <= pinned(path).keys()


def test_only_helmwright_itself_is_without_a_hash() -> None:
    lines = (TEMPLATE / "helmwright.txt.jinja").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if not line.startswith("#"))
    assert line == '{{ helmwright or "helmwright==" ~ helmwright_version }}'


@pytest.mark.parametrize("path", WORKFLOWS, ids=relative)
def test_actions_and_images_are_named_by_their_digests(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    uses = re.findall(r"uses: *(.*)", text)
    images = re.findall(r"image: *(.*)", text)
    assert uses or images
    assert [name for name in uses if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", name)] == []
    assert [name for name in images if not re.fullmatch(r"[\w.:/-]+@sha256:[0-9a-f]{64}", name)] == []


@pytest.mark.parametrize(
    "path", [path for path in WORKFLOWS if path.parent.name == "workflows"], ids=relative
)
def test_no_token_of_ci_is_left_where_later_steps_read_it(path: Path) -> None:
    jobs = yaml.safe_load(path.read_bytes())["jobs"].values()
    checkouts = [s for job in jobs for s in job["steps"] if s.get("uses", "").startswith("actions/checkout@")]
    assert [step.get("with", {}).get("persist-credentials") for step in checkouts] == [False] * len(checkouts)
    assert checkouts


@pytest.mark.parametrize("path", [*WORKFLOWS, *PAGES], ids=relative)
def test_what_is_installed_comes_from_files_with_hashes(path: Path) -> None:
    installs = re.findall(r"pip [^\n&`]*?\binstall ([^\n&`]*)", path.read_text(encoding="utf-8"))
    hashed = {f"-r {name}" for name in ("requirements.txt", ".ci/requirements.txt")}
    rest = {re.sub(r"-q |--require-hashes ", "", text).strip() for text in installs}
    assert rest - hashed <= {"--no-deps -r helmwright.txt"}


def test_the_bill_of_materials_names_the_wheel_by_its_digest() -> None:
    document = {"metadata": {"component": {"name": "helmwright"}}, "components": []}
    assert about(document, "helmwright-1.2.3-py3-none-any.whl", b"wheel") == {
        "metadata": {
            "component": {
                "name": "helmwright",
                "version": "1.2.3",
                "purl": "pkg:pypi/helmwright@1.2.3",
                "hashes": [
                    {
                        "alg": "SHA-256",
                        "content": "ba59926159d2aa256eb8739b8da7e2b574b960e1202c6d624cbe981cef996c91",
                    }
                ],
            }
        },
        "components": [],
    }


@pytest.mark.parametrize("path", PRE_COMMIT, ids=relative)
def test_hooks_install_nothing(path: Path) -> None:
    hooks = [hook for repo in yaml.safe_load(path.read_bytes())["repos"] for hook in repo["hooks"]]
    assert {repo["repo"] for repo in yaml.safe_load(path.read_bytes())["repos"]} == {"local"}
    assert {hook["language"] for hook in hooks} == {"system"}
