"""The repository's own commands. `nox -l` lists them."""

from __future__ import annotations

import nox

nox.options.default_venv_backend = "virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["render-and-validate", "tests"]


@nox.session(name="render-and-validate")
def render_and_validate(session: nox.Session) -> None:
    """Check that generated files are current, render every chart and validate every object."""
    session.install("-r", "requirements.txt")
    session.run("helmwright", "generate", "--check", *session.posargs)
    session.run("helmwright", "validate", *session.posargs)


@nox.session
def tests(session: nox.Session) -> None:
    """Test the charts."""
    session.install("-r", "requirements.txt", "helmwright[test]")
    session.run("pytest", *session.posargs)


@nox.session
def generate(session: nox.Session) -> None:
    """Write the generated files."""
    session.install("-r", "requirements.txt")
    session.run("helmwright", "generate", *session.posargs)
