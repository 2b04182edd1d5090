"""What has a say in the selectors that a template writes."""

from __future__ import annotations

import re
from enum import IntEnum, auto

from chartwright.templates.nodes import Branch
from chartwright.templates.parse import Template

_ASSIGNMENT = re.compile(r"\$(\w+)\s*=")


class Watch(IntEnum):
    """What is written down of a template as having a say in selectors, from least to most."""

    NOTHING = auto()
    SELECTORS = auto()
    """What it writes in selectors, what it assigns to variables, and the conditions around that."""
    EVERYTHING = auto()


def decides(template: Template, branch: Branch) -> bool:
    """Whether a branch has a say in what its parts select, and not only in whether they do."""
    known, body, other = template.selecting, branch.body, branch.otherwise
    assigned = _ASSIGNMENT.findall(template.text, body.start, (other or body).end)
    if any(map(known.follows, assigned)):
        return True
    return other is not None and all(known.within(part.start, part.end) for part in (body, other))
