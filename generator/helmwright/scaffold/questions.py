"""What the templates ask. Reads their copier.yml alone, so that a command line can offer options quickly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from helmwright import resources

Template = Literal["repository", "environment", "app", "service"]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a template.

    `choices` are the only answers allowed, any when empty. A question that is not required has a default,
    which may depend on other answers.
    """

    name: str
    help: str
    choices: tuple[str, ...]
    required: bool

    @property
    def flag(self) -> str:
        """The option that answers the question on a command line."""
        return "--" + self.name.replace("_", "-")


def questions(template: Template) -> tuple[Question, ...]:
    """The questions of a template, in the order in which they are asked."""
    config = yaml.safe_load((resources.templates() / template / "copier.yml").read_bytes())
    return tuple(_questions(config))


def _questions(config: Mapping[str, Any]) -> Iterator[Question]:
    for name, details in config.items():
        if not name.startswith("_") and details.get("when") is not False:
            choices = details.get("choices", ())
            values = choices.values() if isinstance(choices, Mapping) else choices
            yield Question(name, details["help"], tuple(values), required="default" not in details)
