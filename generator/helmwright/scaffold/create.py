"""Makes repositories and descriptors. The one place that runs copier."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import copier
from copier.errors import CleanupWarning, CopierError, InteractiveSessionError

from helmwright import layout, resources
from helmwright.disk import Folder
from helmwright.jsonio import jsontext
from helmwright.scaffold.placing import Created, ScaffoldError, place
from helmwright.scaffold.questions import questions
from helmwright.tree import Tree, diff
from helmwright.writing.writer import alone

Descriptor = Literal["environment", "app", "service"]


def init(
    destination: Path,
    answers: Mapping[str, str],
    *,
    defaults: bool,
    complete: Callable[[Path], Tree] = lambda _: {},
) -> tuple[str, ...]:
    """Makes a repository in `destination`, and returns the paths of the files of its template, sorted.

    It is made elsewhere, where `complete` is given its folder and adds files to it, and then written as one set
    of changes. One that was interrupted in that is finished, whatever the answers, and returned as empty.

    The folder may exist when it is empty or a git repository without files. Questions without an answer
    are asked on the terminal, or take their default with `defaults`. Raises OSError, ScaffoldError, also for
    an answer that the template refuses, and KeyboardInterrupt when the person at the terminal stops.
    """
    if destination.is_dir():
        with alone(destination) as writer:
            if layout.REPOSITORY in writer.recovered:
                return ()
    _refuse_full(destination)
    with TemporaryDirectory(prefix="helmwright-") as folder:
        # Without charts and schemas, which the template links to: there is nothing to fill in them, and copier starts
        # git for each file that it copies.
        linked = shutil.ignore_patterns(layout.CHARTS, layout.SCHEMAS)
        template = shutil.copytree(
            resources.templates() / "repository", Path(folder, "repository"), ignore=linked
        )
        made = Path(folder, "made", destination.resolve().name)  # the name is an answer's default
        given, _ = _copy(template, made, {**_installed(), **answers}, defaults)
        _profiled(made, given)
        for source, place in _as_they_are():
            shutil.copytree(source, made / place, ignore=shutil.ignore_patterns("__pycache__", ".gitkeep"))
        files = Folder(made, "the new repository").files()
        everything = {**files, **complete(made)}
    destination.mkdir(parents=True, exist_ok=True)
    with alone(destination) as writer:
        _refuse_full(destination)
        writer.apply(diff({}, everything))
    return tuple(files)


def _profiled(made: Path, given: Mapping[str, Any]) -> None:
    """Makes the environments with a profile as `new environment` makes them."""
    for word in given["environments"].split():
        name, _, profile = word.partition("=")
        if profile:
            domain = given["domain"] if name == "prod" else f"{name}.{given['domain']}"
            shared = {
                key: given[key] for key in ("kubernetes_version", "account_id", "region") if key in given
            }
            answers = {**shared, "name": name, "profile": profile, "domain": domain}
            _copy(resources.templates() / "environment", made / layout.ENVIRONMENTS, answers, defaults=True)


def _installed() -> Mapping[str, str]:
    """The answer to how helmwright is installed, where this one came from a commit and no release says it."""
    with suppress(PackageNotFoundError, ValueError, KeyError, TypeError):
        origin = jsontext.loads(distribution("helmwright").read_text("direct_url.json") or "{}")
        commit = origin["vcs_info"]["commit_id"]
        if origin["url"].startswith(("https://", "ssh://")):  # another machine has no file:// of this one
            return {"helmwright": f"helmwright @ git+{origin['url']}@{commit}"}
    return {}


def _as_they_are() -> tuple[tuple[Path, str], ...]:
    """The folders of the tool that a repository has a copy of, each with its place there."""
    chart = layout.chart(layout.SERVICE_CHART)
    return (resources.charts() / layout.SERVICE_CHART, chart), (resources.schemas(), layout.SCHEMAS)


def _refuse_full(destination: Path) -> None:
    """Raises ScaffoldError when there is anything but an empty folder or a git repository without files."""
    if (destination / layout.REPOSITORY).exists():
        raise ScaffoldError(
            f"{destination} is a repository already; helmwright generate brings it up to date"
        )
    if destination.exists() and (
        not destination.is_dir() or any(path.name != ".git" for path in destination.iterdir())
    ):
        raise ScaffoldError(f"{destination} is not an empty folder")


def new(
    kind: Descriptor, root: Path, answers: Mapping[str, str], *, defaults: bool, teams: Sequence[str] = ()
) -> Created:
    """Writes a descriptor at its place in the repository at `root`, which has these teams: the only one owns an app.

    Questions without an answer are asked on the terminal, also again when the place is taken, or take their
    default with `defaults`. Raises OSError, ScaffoldError, also when the file exists or an answer is missing or
    refused, and KeyboardInterrupt when the person at the terminal stops.
    """
    required = (question for question in questions(kind) if question.required and defaults)
    if missing := [question.flag for question in required if question.name not in answers]:
        raise ScaffoldError(f"answers are missing; give them with {', '.join(missing)}")
    there = {} if defaults else {"taken": _there(root, kind), "apps": _apps(root)}
    with TemporaryDirectory(prefix="helmwright-") as folder:
        given, message = _copy(
            resources.templates() / kind,
            Path(folder),
            {"taken": [], "teams": list(teams), **answers, **there},
            defaults,
        )
        (made,) = Path(folder).rglob("*.yaml")
        content = made.read_bytes()
    path = _path(kind, given)
    place(content, root, path)
    return Created(path, message)


def _there(root: Path, kind: Descriptor) -> list[str]:
    """The descriptors of a kind that the repository has, by path."""
    pattern = _path(kind, {"app": "*", "name": "*"})
    return [path.relative_to(root).as_posix() for path in root.glob(pattern)]


def _apps(root: Path) -> list[str]:
    """The apps that the repository has, by name."""
    return sorted(path.name for path in root.glob("apps/*") if path.is_dir())


def _path(kind: Descriptor, answers: Mapping[str, Any]) -> str:
    match kind:
        case "environment":
            return layout.environment(answers["name"])
        case "app":
            return layout.app(answers["name"])
        case "service":
            return layout.service(answers["app"], answers["name"])


def _copy(
    template: Path, destination: Path, answers: Mapping[str, Any], defaults: bool
) -> tuple[Mapping[str, Any], str]:
    """Fills a template, and returns all answers and the message that it ends with."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", CleanupWarning)  # what could not be made need not go
            worker: Any = copier.run_copy(
                str(template), destination, dict(answers), defaults=defaults, quiet=True, unsafe=False
            )
    except KeyboardInterrupt:  # copier's own is an error of both kinds
        raise
    except InteractiveSessionError as end:  # Ctrl-D
        raise KeyboardInterrupt from end
    except (CopierError, ValueError) as error:
        reason = str(error).removeprefix("Validation error for question ")
        raise ScaffoldError(reason.strip()) from error
    message = worker.jinja_env.from_string(worker.template.message_after_copy)
    given = worker.answers.combined
    return given, str(message.render(given)).strip()
