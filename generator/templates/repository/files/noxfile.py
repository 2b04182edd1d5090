"""The repository's own commands. `nox -l` lists them."""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["render-and-validate", "tests"]


def _install(session: nox.Session) -> None:
    """Installs helmwright and all that it needs: every file by its hash."""
    session.install("--require-hashes", "-r", "requirements.txt")
    session.install("--no-deps", "-r", "helmwright.txt")


@nox.session(name="render-and-validate")
def render_and_validate(session: nox.Session) -> None:
    """Check that generated files are current, render every chart and validate every object."""
    _install(session)
    session.run("helmwright", "generate", "--check", *session.posargs)
    session.run("helmwright", "validate", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Test the charts."""
    _install(session)
    session.run("pytest", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Write the generated files."""
    _install(session)
    session.run("helmwright", "generate", *session.posargs)
