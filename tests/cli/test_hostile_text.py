"""Text of others that steers terminals, CI systems and parsers, fed in wherever there is a way in.

What comes out is looked at as it is written: by every command and in every format.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.cli.conftest import Run, Start, edit
from tests.cli.every_command import EVERY, furnish

from helmwright.report.json import dump
from helmwright.report.terminal import visible

NASTY = (
    "\x1b]8;;https://evil.example\x07x\x1b[2J\x1b[31m\x9b2J\x7f\u202e\u2066\u200b\x85\u2028\r\n::error file=a::b\n"
    "##[add-mask]a ##vso[task.complete]b ]]> <x a='&'> \ud800 {0}%0A%s"
)
"""Links and colours (OSC, CSI, also in one byte), directions, line ends, commands of GitHub and Azure, ends of XML."""
NAME = NASTY.replace("/", "").replace("\ud800", "\udcff")
"""The same as the name of a file, with a byte that is not UTF-8."""
QUOTED = json.dumps(NASTY.replace("\ud800", "x"))
"""The same as a YAML or JSON string."""

_MOVES = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_STEERS = re.compile(r"^\s*::(?!error file=[^:]*title=[A-Z]\d)|##\w*\[", re.MULTILINE)
_FORMATS = ("text", "json", "github", "sarif", "junit")


def faults(said: bytes, *, data: bool = False) -> Iterator[str]:
    """What in an output steers a terminal or, unless it is data, the log of a CI system."""
    text = said.decode("utf-8")
    yield from (f"{found[0]!r} in {_around(text, found)!r}" for found in _MOVES.finditer(text))
    if not data:
        yield from (f"{found[0]!r} in {_around(text, found)!r}" for found in _STEERS.finditer(text))


def _around(text: str, found: re.Match[str]) -> str:
    return text[max(0, found.start() - 40) : found.end() + 20]


def parses(format_: str, said: bytes) -> bool:
    """Whether programs can read it."""
    match format_:
        case "json" | "sarif":
            return isinstance(json.loads(said), dict)
        case "junit":
            return ET.fromstring(said).tag == "testsuites"  # noqa: S314  # our own
        case "github":
            return all(line.startswith("::") for line in said.decode().splitlines()[:-1])
    return True


Spoil = Callable[[Path], None]


def nasty_keys(root: Path) -> None:
    edit(root / "apps/shop/services/cart.yaml", "kind: Service", f"kind: Service\n{QUOTED}: {QUOTED}")
    edit(root / "apps/catalog/app.yaml", "kind: App", f"kind: App\ndescription: {QUOTED}")
    edit(root / "environments/dev.yaml", "kind: Environment", f"kind: Environment\ndomain: {QUOTED}")


def nasty_values(root: Path) -> None:
    edit(root / "apps/shop/services/cart.yaml", "image:", f"env: {{TEXT: {QUOTED}}}\nimage:")


def nasty_descriptors(root: Path) -> None:
    for folder in ("apps", "apps/shop", "apps/shop/services", "environments"):
        (root / folder / f"{NAME}.yaml").write_text(QUOTED)
    shutil.copytree(root / "apps/shop", root / "apps" / NAME)
    (root / "apps/shop/services/broken.yaml").write_text(f"a: {{{NASTY.replace(chr(0xD800), '')}")


def nasty_templates(root: Path) -> None:
    own = root / "charts/own"
    (own / "templates" / f"{NAME}.yaml").write_text(f"{{{{ fail {QUOTED} }}}}\n")
    (own / "values.yaml").write_text(f"size: 1\n{QUOTED}: {QUOTED}\n")


def nasty_objects(root: Path) -> None:
    own = root / "charts/own"
    (own / "templates/more.yaml").write_text(
        f"apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: {QUOTED}}}\n{QUOTED}: {QUOTED}\ndata: {{a: {QUOTED}}}\n"
    )
    (own / "Chart.yaml").write_text(
        f"apiVersion: v2\nname: own\nversion: 0.1.0\ndescription: {QUOTED}\nicon: {QUOTED}\n"
    )


def nasty_chart(root: Path) -> None:
    (root / "charts/own/Chart.yaml").write_text(f"apiVersion: v2\nname: {QUOTED}\nversion: {QUOTED}\n")
    (root / "charts/own/values.schema.json").write_text(f'{{"properties": {{{QUOTED}: {QUOTED}}}}}')
    (root / "own-0.1.0.tgz").write_text(NASTY.replace("\ud800", ""))


def nasty_definitions(root: Path) -> None:
    edit(root / "crds.yaml", "name: things.acme.example", f"name: {QUOTED}")
    edit(root / "crds.yaml", "kind: Thing", f"kind: {QUOTED}")


def nasty_pin(root: Path) -> None:
    edit(root / "environments/dev.yaml", "kind: Environment", f"kind: Environment\nchartVersion: {QUOTED}")
    (root / "charts/releases").mkdir(parents=True, exist_ok=True)
    (root / "charts/releases/index.yaml").write_text(QUOTED)


SPOILT: Sequence[Spoil] = (
    nasty_keys,
    nasty_values,
    nasty_descriptors,
    nasty_templates,
    nasty_objects,
    nasty_chart,
    nasty_definitions,
    nasty_pin,
)
_READING = (
    *(
        "lint",
        "lint -v",
        "generate",
        "generate --check",
        "generate --diff",
        "render",
        "render --output",
        "validate",
    ),
    *(
        "trace",
        "charts lint",
        "charts docs",
        "charts coverage",
        "charts diff",
        "charts package",
        "charts release",
    ),
    *("charts verify", "crds import", "doctor"),
)
"""The commands that read what is spoilt."""
_REPORTING = ("lint", "generate --check", "charts lint", "charts docs")
_DATA = {"render", "render --output", "charts docs"}
"""What prints the data of the repository itself."""


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_no_text_of_a_repository_steers_anything(spoil: Spoil, repository: Path, run: Run) -> None:
    furnish(repository)
    spoil(repository)
    found: list[str] = []
    for name in _READING:
        for format_ in _FORMATS if name in _REPORTING else ("text",):
            more = ("--format", format_) if name in _REPORTING else ()
            result = run(*EVERY[name], *more)
            said = result.stdout_bytes + result.stderr_bytes
            found += [f"{name} {format_}: {fault}" for fault in faults(said, data=name in _DATA)]
            if result.exit_code not in (0, 1, 2):
                found.append(f"{name} {format_}: code {result.exit_code}: {result.stderr[-300:]}")
            if result.exit_code in (0, 1) and not parses(format_, result.stdout_bytes):
                found.append(f"{name} {format_}: does not parse")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "arguments",
    [
        (NAME,),
        (f"--{NAME}",),
        ("lint", NAME),
        ("lint", "--format", NAME),
        ("-C", NAME, "lint"),
        ("render", "--env", NAME),
        ("render", "--app", NAME),
        ("render", "--jobs", NAME),
        ("render", "--output", f"crds.yaml/{NAME}"),
        ("trace", NAME, "--env", "dev"),
        ("trace", "shop/cart", "--env", "dev", "--key", NAME),
        ("explain", NAME),
        ("schema", NAME),
        ("init", f"crds.yaml/{NAME}", "--defaults"),
        ("init", "demo", "--name", NAME, "--defaults"),
        ("new", "app", "--name", NAME, "--defaults"),
        ("new", "service", "--app", NAME, "--name", NAME, "--defaults"),
        ("new", "service", "--app", "shop", "--name", "x", "--image", NAME, "--tag", NAME, "--defaults"),
        ("charts", NAME),
        ("charts", "lint", NAME),
        ("charts", "lint", "charts/own", "--cases", NAME),
        ("charts", "lint", "charts/own", "--kube-version", NAME),
        ("charts", "coverage", "charts/own", "--fail-under", NAME),
        ("charts", "diff", NAME, NAME),
        ("charts", "package", "charts/own", "-d", f"crds.yaml/{NAME}"),
        ("charts", "push", NAME, NAME),
        ("charts", "push", "own-0.1.0.tgz", NAME),
        ("charts", "pull", NAME),
        ("crds", "import", NAME),
        ("completion", NAME),
    ],
    ids=lambda arguments: " ".join(part for part in arguments if part != NAME)[:40] or "command",
)
def test_no_argument_steers_anything(arguments: Sequence[str], repository: Path, run: Run) -> None:
    furnish(repository)
    result = run(*arguments)
    assert result.exit_code in (1, 2), result.output
    assert [*faults(result.stdout_bytes + result.stderr_bytes)] == []


FOLDERS = ["a\x1b[2J\nb", "a\udcffb", "n" * 200, "::error::x"]
IN_A_FOLDER = ("init", "generate", "doctor", "charts package", "charts release")


@pytest.mark.parametrize("name", FOLDERS, ids=ascii)
def test_no_folder_steers_anything(
    name: str, tmp_path: Path, repository: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also not the one that the repository is in, with all that works."""
    furnish(repository)
    monkeypatch.chdir(shutil.move(repository, tmp_path / name))
    for command in IN_A_FOLDER:
        result = run(*EVERY[command])
        assert result.exit_code in (0, 1, 2), result.output
        assert [*faults(result.stdout_bytes + result.stderr_bytes)] == []


@pytest.mark.parametrize("name", FOLDERS, ids=ascii)
def test_no_folder_steers_what_a_process_prints(
    name: str, tmp_path: Path, repository: Path, start: Start
) -> None:
    process = start("-v", "generate", cwd=shutil.move(repository, tmp_path / name))
    said = b"".join(process.communicate())
    assert process.returncode == 0, said
    assert [*faults(said)] == []


@pytest.mark.parametrize("tool", ["helm", "kubeconform"])
@pytest.mark.parametrize("code", [0, 1])
def test_no_tool_steers_anything(
    tool: str, code: int, repository: Path, tmp_path: Path, start: Start
) -> None:
    said = os.fsencode(NASTY.replace("\ud800", "\udcff"))
    (tmp_path / "said").write_bytes(said)
    (tmp_path / tool).write_text(
        f"#!/bin/sh\n/bin/cat {tmp_path}/said\n/bin/cat {tmp_path}/said >&2\nexit {code}\n"
    )
    (tmp_path / tool).chmod(0o755)
    option: Mapping[str, tuple[str, ...]] = {
        "helm": ("--engine", "cli"),
        "kubeconform": ("--validator", "kubeconform"),
    }
    for arguments in (("doctor",), ("validate", *option[tool])):
        process = start(*arguments, env={"PATH": str(tmp_path)}, cwd=repository)
        output = b"".join(process.communicate())
        assert process.returncode in (0, 1, 2), output
        assert [*faults(output)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("::error::x", r"\x3a:error::x"),
        ("  ::error::x", r"  \x3a:error::x"),
        ("a ::error::x", "a ::error::x"),
        ("a ##[add-mask]x", r"a \x23#[add-mask]x"),
        ("##vso[task.complete]x", r"\x23#vso[task.complete]x"),
        ("## Heading [1]", "## Heading [1]"),
    ],
)
def test_what_a_ci_system_would_take_for_a_command_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown
    assert json.loads(dump({"text": text})) == {"text": text}
    assert "##[" not in dump({"text": text})
    assert "##vso[" not in dump({"text": text})
