"""What templates call: a render has to depend on the chart and its values alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chartwright.lint.subject import Subject
from chartwright.templates.nodes import (
    Action,
    Body,
    Branch,
    Call,
    Define,
    Field,
    Function,
    Operand,
    Pipe,
)
from chartwright.usage.record import Place
from helmwright.findings import Finding

CLUSTER = frozenset({"lookup", "getHostByName"})
CHANGING = frozenset(
    {
        *(
            "now",
            "date",
            "dateInZone",
            "date_in_zone",
            "ago",
            "htmlDate",
            "htmlDateInZone",
            "env",
            "expandenv",
        ),
        *(
            "randAlpha",
            "randAlphaNum",
            "randNumeric",
            "randAscii",
            "randBytes",
            "randInt",
            "shuffle",
            "uuidv4",
        ),
        *("genPrivateKey", "genCA", "genCAWithKey", "genSelfSignedCert", "genSelfSignedCertWithKey"),
        *("genSignedCert", "genSignedCertWithKey", "htpasswd", "bcrypt", "encryptAES"),
    }
)
"""Functions whose result is another at each render, by chance, the clock or the machine."""


def calls(subject: Subject) -> Iterator[Finding]:
    """Calls whose result does not follow from the values."""
    for path, template in subject.templates.items():
        for operand in _operands(template.body):
            place = Place(path, operand.at)
            if isinstance(operand, Function) and operand.name in CLUSTER:
                yield subject.in_template(
                    "C122", place, f"{operand.name} asks the cluster", "take what it would find as a value"
                )
            elif isinstance(operand, Function) and operand.name in CHANGING:
                yield subject.in_template(
                    "C123", place, f"{operand.name} gives something else at each render",
                    "take the result as a value, or refer to an existing object",
                )  # fmt: skip
            elif isinstance(operand, Field) and operand.name == "Capabilities":
                yield subject.in_template(
                    "C124", place, "the template asks what the cluster is capable of",
                    "take it as a value, or pin the API version and say kubeVersion in Chart.yaml",
                )  # fmt: skip


def included(subject: Subject) -> Iterator[Finding]:
    """Named templates that are included and not defined."""
    for place, name in subject.usage.unknown.items():
        if place.path in subject.templates:
            yield subject.in_template("C125", place, f"no template is named '{name}'")


def _operands(body: Body) -> Iterator[Operand]:
    for node in body.nodes:
        match node:
            case Action(_, pipe) | Call(_, _, Pipe() as pipe):
                yield from _within(pipe.commands)
            case Define(_, _, inner):
                yield from _operands(inner)
            case Branch():
                yield from _within(node.pipe.commands)
                yield from _operands(node.body)
                if node.otherwise:
                    yield from _operands(node.otherwise)


def _within(commands: Iterable[tuple[Operand, ...]]) -> Iterator[Operand]:
    for command in commands:
        for operand in command:
            yield operand
            if isinstance(operand, Pipe):
                yield from _within(operand.commands)
            elif isinstance(operand, Field):
                yield from _within([(operand.of,)])
