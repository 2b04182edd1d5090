"""`$(NAME)` in variables and commands: what it stands for is known, and comes before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, dotted, in_environments, listed
from helmwright.hints import did_you_mean
from helmwright.kubernetes import expansion
from helmwright.model.inputs import Environment
from helmwright.model.merge import Fields
from helmwright.model.origins import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service
from helmwright.model.variables import Scope, scope_of, text_of

CODES = (
    Code(
        "R720",
        "reference to no variable",
        "Kubernetes puts the value of a variable in place of $(NAME) in env, command and args. Where the container has "
        "no such variable the program gets the text $(NAME). Variables of the image do not count, init containers and "
        "sidecars have their own alone, and the command of a probe knows only the texts in env. In the command of a "
        "hook and in a configuration nothing is ever put in place.",
        "Correct the name, or define the variable. Write $$(NAME) where the text itself is meant. In the command of a "
        "probe or a hook let a shell do it: [sh, -c, 'exec stop --pod \"$POD\"'].",
        overridable=True,
    ),
    Code(
        "R721",
        "variables that use each other in a circle",
        "None of them can come before the others, so that one of them would keep the text $(NAME).",
        "Give one of them its value by itself.",
    ),
)


_NONE = "which is no variable there"
_AS_IT_IS = "where all stays as it is"


def known(resolved: Resolved) -> Iterator[Finding]:
    """Every $(NAME) stands for a variable."""
    return in_environments(_known(resolved))


def _known(resolved: Resolved) -> Iterator[tuple[Finding, str]]:
    for release, service in resolved.services():
        if not _patched(service):
            for path, name, why, hint in _unknown(service, release.environment):
                message = f"{dotted(path)} uses $({name}), {why}"
                finding = Finding("R720", service.layers.origin(path), message, hint)
                yield finding, release.environment.name


def _unknown(service: Service, environment: Environment) -> Iterator[tuple[Path, str, str, str]]:
    own = scope_of(service, environment, (), service.fields)
    for container, fields in service.containers():
        scope = scope_of(service, environment, container, fields)
        for path, name in _in_env(service, scope):
            inherited = container and path[:-2] != container
            itself = name == path[-1] and not scope.has_before(name)
            if (itself or not scope.has(name)) and (not inherited or own.has(name)):
                yield path, name, _NONE, _hint(name, {*scope.env} - {path[-1]})
        parts = ("command", "args")
        for part, index, name in expansion.used_in_command(*(fields.get(field, ()) for field in parts)):
            if not scope.has(name):
                yield (*container, parts[part], index), name, _NONE, _hint(name, scope.env)
        for path, name in _in_handlers("probes", container, fields):
            if not isinstance(text_of(service, scope.env.get(name)), str):
                if scope.has(name):
                    yield path, name, "of which the command of a probe sees nothing", _shell(name)
                else:
                    yield path, name, _NONE, _hint(name, scope.env)
        for path, name in _in_handlers("lifecycle", container, fields):
            yield path, name, _AS_IT_IS, _shell(name)
    for entry, content in sorted(service.section("config").items()):
        for variable, text in sorted(content.get("env", {}).items()):
            for name in expansion.used(text):
                if own.has(name):
                    yield ("config", entry, "env", variable), name, _AS_IT_IS, f"move {variable} to env"


def _shell(name: str) -> str:
    return f"let a shell put it in: [sh, -c, ...] with ${name}"


def _hint(name: str, names: Iterable[str]) -> str:
    return did_you_mean(name, names, f"define it, or write $$({name}) for the text itself")


def _in_env(service: Service, scope: Scope) -> Iterator[tuple[Path, str]]:
    for _, path in sorted(scope.env.items()):
        for name in expansion.used(text_of(service, path) or ""):
            yield path, name


def _in_handlers(field: str, container: Path, fields: Fields) -> Iterator[tuple[Path, str]]:
    for kind, handler in sorted(fields.get(field, {}).items()):
        for _, index, name in expansion.used_in_command(handler.get("command", ())):
            yield (*container, field, kind, "command", index), name


def _patched(service: Service) -> bool:
    """Whether a patch may give containers more variables than the fields say."""
    return any(
        "env" in str(patch["patch"]) for patch in service.section("patches").values() if "patch" in patch
    )


def circles(resolved: Resolved) -> Iterator[Finding]:
    """No variables use each other in a circle."""
    for release, service in resolved.services():
        for container, fields in service.containers():
            scope = scope_of(service, release.environment, container, fields)
            uses: dict[str, set[str]] = {name: set() for name in scope.env}
            for path, name in _in_env(service, scope):
                if name in uses:
                    uses[str(path[-1])].add(name)
            for circle in expansion.circles(uses):
                paths = [scope.env[name] for name in circle]
                if not container or any(path[:-2] == container for path in paths):
                    message = f"{listed(map(dotted, paths))} use each other in a circle"
                    hint = "give one of them its value by itself"
                    yield Finding("R721", service.layers.latest(*paths), message, hint)


RULES = (known, circles)
