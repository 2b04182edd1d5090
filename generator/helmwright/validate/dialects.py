"""What a cluster or an Argo CD of AWS does not have, or an older Argo CD does not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.scopes import Scopes
from helmwright.model.inputs import Environment
from helmwright.validate.argo_cd import unmanaged, unnamed
from helmwright.validate.auto_mode import lacking
from helmwright.validate.objects import Rendered
from helmwright.validate.validator import Problem


def dialects(
    rendered: Rendered, plain: Sequence[Manifest], scopes: Scopes, environment: Environment
) -> Iterator[Problem]:
    """An object that asks for it; `plain` are those of the environment's bootstrap files."""
    yield from lacking(rendered, plain, scopes, environment)
    yield from unnamed(plain, environment)
    yield from unmanaged(rendered, environment)
