"""The project's own commands. `nox -l` lists them; each works on a machine with Python and pip alone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import nox

nox.options.default_venv_backend = "virtualenv"
nox.options.sessions = ["render-and-validate", "tests", "lint", "types"]
nox.options.reuse_existing_virtualenvs = True

PYPROJECT = nox.project.load_toml("pyproject.toml")
CONSTRAINTS = ("-c", "constraints.txt")


def _install(session: nox.Session, *groups: str) -> None:
    requirements = nox.project.dependency_groups(PYPROJECT, *groups) if groups else ()
    extras = "fast,live" if "test" in groups else "fast"
    session.install(*CONSTRAINTS, "-e", f".[{extras}]", *requirements)


@nox.session(name="render-and-validate")
def render_and_validate(session: nox.Session) -> None:
    """Check that generated files are current, render every chart, validate every object and lint our own chart.

    Where there is a real helm or kubeconform, on PATH or from `nox -s tools`, it has the last word.
    """
    _install(session)
    session.run("helmwright", "generate", "--check", *session.posargs)
    session.run("helmwright", "validate", *session.posargs)
    session.run("helmwright", "charts", "docs", "--check", "charts/service")
    cases = ("--umbrella", "--cases", "tests/charts/cases")
    session.run("helmwright", "charts", "lint", *cases, "charts/service")
    path = os.pathsep.join([str(Path(".tools/bin").resolve()), os.environ["PATH"]])
    if shutil.which("helm", path=path):
        session.run("helmwright", "validate", "--engine", "cli", *session.posargs, env={"PATH": path})
    if shutil.which("kubeconform", path=path):
        command = ("helmwright", "validate", "--validator", "kubeconform")
        session.run(*command, *session.posargs, env={"PATH": path})


@nox.session
def tests(session: nox.Session) -> None:
    """Run the tests on every core; real helm and kubeconform take part where `nox -s tools` has put them."""
    _install(session, "test")
    session.run("pytest", "-n", "auto", "--dist", "worksteal", *session.posargs)


@nox.session(default=False)
@nox.parametrize("resolution", ["lowest-direct", "highest"])
def versions(session: nox.Session, resolution: str) -> None:
    """Expect the same bytes and words with the oldest and with the newest of all that helmwright depends on."""
    session.install(*CONSTRAINTS, "uv", *nox.project.dependency_groups(PYPROJECT, "test"))
    python = ("--python", str(Path(session.bin) / "python"))
    session.run("uv", "pip", "install", "-q", "-U", "--resolution", resolution, *python, "-e", ".[fast]")
    session.run("helmwright", "generate", "--check")
    session.run("helmwright", "charts", "docs", "--check", "charts/service")
    session.run("python", "-m", "tools.docs", "--check")
    golden = (
        "test_valid_cases",
        "test_invalid_cases",
        "test_refused_cases",
        "charts/test_lint",
        "scaffold/test_kinds",
    )
    files = (f"tests/{name}.py" for name in golden)
    session.run("pytest", "-n", "auto", "--dist", "worksteal", *files, *session.posargs)


@nox.session(default=False)
def property(session: nox.Session) -> None:
    """Draw 5,000 value sets of the service chart where `tests` draws 100, and 4,000 repositories instead of 132."""
    _install(session, "test")
    files = (f"tests/property/test_{name}.py" for name in ("chart", "render", "any_input"))
    session.run("pytest", *files, "--hypothesis-profile=long", *session.posargs)


@nox.session(default=False)
def upstream(session: nox.Session) -> None:
    """Compare ours with what others make: `-- FOLDER` holds crd-schemas/, data/online-boutique/ and charts/*.tgz."""
    if not session.posargs:
        session.error("say which folder holds them: nox -s upstream -- FOLDER")
    _install(session, "test")
    session.run("pytest", "-m", "upstream", "--upstream", *session.posargs)


@nox.session(default=False)
def hostile(session: nox.Session) -> None:
    """Attack helmwright with kills, races, links, mutated files and endless loops; `-- --share 10` runs a tenth."""
    _install(session, "test")
    session.run("pytest", "-m", "hostile", "tests/hostile", *session.posargs)


@nox.session
def lint(session: nox.Session) -> None:
    """Check format and style."""
    session.install(*CONSTRAINTS, *nox.project.dependency_groups(PYPROJECT, "lint"))
    session.run("ruff", "format", "--check", ".")
    session.run("ruff", "check", ".")


@nox.session
def types(session: nox.Session) -> None:
    """Check types, strictly."""
    _install(session, "types")
    session.run("mypy")


@nox.session(default=False)
def golden(session: nox.Session) -> None:
    """Rewrite expected outputs from what the program does now; look at the diff before committing."""
    if os.environ.get("CI"):
        session.error("golden files are not rewritten in CI")
    _install(session, "test")
    session.run("pytest", "--update-golden", *session.posargs)


@nox.session(default=False)
def requirements(session: nox.Session) -> None:
    """Write anew what CI and new repositories install, with hashes, from the versions in constraints.txt."""
    session.install(*CONSTRAINTS, "uv")
    session.run("python", "tools/requirements.py")


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Rewrite generated pages: reference, tables, chart schema and README."""
    _install(session)
    session.run("helmwright", "charts", "docs", "charts/service", *session.posargs)
    session.run("python", "-m", "tools.docs", *session.posargs)


@nox.session(default=False)
def tools(session: nox.Session) -> None:
    """Put pinned helm and kubeconform into .tools/bin: found, downloaded, or built with Go."""
    session.run("python", "tools/install.py", *session.posargs)


@nox.session(default=False)
def e2e(session: nox.Session) -> None:
    """Apply what is rendered to a real API server; Go builds it into .tools/bin the first time, which takes minutes."""
    _install(session, "test")
    session.run("python", "tools/cluster.py", "etcd", "kube-apiserver")
    session.run("pytest", "-m", "cluster", "tests/e2e", *session.posargs)


@nox.session(default=False)
def argocd(session: nox.Session) -> None:
    """Sync a copy of this repository with a real Argo CD, day after bad day; `-- --keep` leaves one up to look at."""
    if shutil.which("go") is None:
        session.skip("there is no Go to build it with")
    if os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") < 4 << 30:
        session.skip("linking it and running it takes 4 GiB of memory")
    _install(session, "test")
    session.run("python", "tools/install.py")
    session.run("python", "tools/cluster.py")
    session.run("python", "-m", "tests.argocd", *session.posargs)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure a generated repository beside a loop of plain helm and kubeconform, as ratios."""
    _install(session)
    session.run("python", "-m", "tools.bench", *session.posargs)


@nox.session(default=False)
def package(session: nox.Session) -> None:
    """Build the wheel, install it alone in an empty environment, and make a repository with it."""
    session.install(*CONSTRAINTS, "build")
    dist = Path(session.create_tmp()) / "dist"
    session.run("python", "-m", "build", "--wheel", "--outdir", str(dist), silent=True)
    session.run("python", "tools/try_wheel.py", str(dist), *session.posargs)


@nox.session(default=False)
def sbom(session: nox.Session) -> None:
    """List the wheel and all that it installs in dist/helmwright.cdx.json, a CycloneDX bill of materials."""
    session.install(*CONSTRAINTS, "build", "cyclonedx-bom")
    dist = Path(session.create_tmp()) / "dist"
    session.run("python", "-m", "build", "--wheel", "--outdir", str(dist), silent=True)
    session.run("python", "tools/sbom.py", str(dist), *(session.posargs or ["dist/helmwright.cdx.json"]))
