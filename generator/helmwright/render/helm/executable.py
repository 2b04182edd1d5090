"""A real `helm` of version 3 or 4, run through pyhelm3."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import tempfile
from functools import cached_property
from pathlib import Path

from pyhelm3 import errors
from pyhelm3.command import Command

from helmwright.render.engine import HelmCrashError, Rendered, RenderFailure, RenderRequest
from helmwright.render.helm.helm_errors import failures, fatal
from helmwright.render.parse import parse
from helmwright.yamlio.documents import YamlError, documents

# pyhelm3 logs every failure; ours are returned.
logging.getLogger("pyhelm3").addHandler(logging.NullHandler())

_ERROR = re.compile(r"^Error: (.*)", re.MULTILINE | re.DOTALL)
_VERSION = re.compile(r"v?(\d+\.\d+\.\d+\S*)")
_SOURCE = re.compile(r"^---\n# Source: (.+)\n", re.MULTILINE)


class Executable:
    """Runs `helm template` as Argo CD does, on a copy of the chart outside the repository.

    `executable` is a path or a name on PATH. pyhelm3's own `template` takes neither a Kubernetes version nor
    API versions, so its command runner is used.
    """

    def __init__(self, executable: str) -> None:
        self._command = Command(executable=executable)

    @cached_property
    def version(self) -> str:
        """What `helm version` says. Raises ValueError, with the reason, when the executable says none."""
        try:
            said = self._run("version", "--template", "{{.Version}}").strip()
        except errors.Error as error:
            reason, *_ = error.stderr.decode().strip().splitlines() or [""]
            raise ValueError(f"exit code {error.returncode}" + (f": {reason}" if reason else "")) from error
        match = _VERSION.fullmatch(said)
        if match is None:
            raise ValueError(f"its version is {said[:40]!r}")
        return match[1]

    def template(self, request: RenderRequest) -> Rendered | tuple[RenderFailure, ...]:
        """The rendered templates and CRDs, or every reason why there are none."""
        with tempfile.TemporaryDirectory(prefix="helmwright-") as folder:
            for path, content in request.chart.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            try:
                return _split(self._template(request, folder))
            except errors.Error as error:
                return self._failed(error, request, folder)

    def _failed(
        self, error: errors.Error, request: RenderRequest, folder: str
    ) -> Rendered | tuple[RenderFailure, ...]:
        log = error.stderr.decode(errors="replace")
        if error.returncode < 0 or fatal(log):
            raise HelmCrashError(error.returncode, log)
        match = _ERROR.search(log)
        reason = match[1] if match else log
        if not reason.startswith("YAML parse error"):
            return failures(reason, _chart_name(request))
        # Helm reads its own output and stops at the first fault; `parse` finds them all, in the same words for
        # either engine. Should it find none, Helm's word stands.
        try:
            rendered = _split(self._template(request, folder, "--debug"))
        except errors.Error as debug:
            rendered = _split(debug.stdout.decode())
        _, faults = parse(rendered)
        return rendered if faults else failures(reason, _chart_name(request))

    def _template(self, request: RenderRequest, folder: str, *options: str) -> str:
        values = json.dumps(request.values).encode()
        return self._run(*_arguments(request, folder), *options, input=values)

    def _run(self, *arguments: str, input: bytes | None = None) -> str:
        return str(asyncio.run(self._command.run([*arguments], input)).decode())


def _arguments(request: RenderRequest, folder: str) -> list[str]:
    return [
        "template",
        request.release,
        folder,
        f"--namespace={request.namespace}",
        f"--kube-version={request.full_kube_version}",
        *(f"--api-versions={version}" for version in request.api_versions),
        "--include-crds",
        "--values=-",
    ]


def _split(output: str) -> Rendered:
    """Helm's output by template; a template's documents come apart in it, each under its own `# Source:`."""
    _, *parts = _SOURCE.split(output)
    templates: dict[str, str] = {}
    for source, text in zip(parts[::2], parts[1::2], strict=True):
        templates[source] = f"{templates[source]}---\n{text}" if source in templates else text
    return Rendered(templates)


def _chart_name(request: RenderRequest) -> str:
    try:
        return str(documents(request.chart["Chart.yaml"].decode())[0]["name"])
    except (YamlError, LookupError, TypeError, UnicodeDecodeError):
        return ""
