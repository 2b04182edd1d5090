"""Whatever the files hold, there are findings and never a traceback."""

from __future__ import annotations

import copy
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.property.descriptors import Repository, any_repositories, sound_repositories, text
from tests.repositories import source

from helmwright import layout
from helmwright.descriptors.load import load
from helmwright.descriptors.schema import check as check_schema
from helmwright.findings import Findings, failed, ordered
from helmwright.layout import Kind
from helmwright.model.build import build
from helmwright.model.graph import connect
from helmwright.model.resolve import resolve
from helmwright.model.resolved import Resolved
from helmwright.model.source import Sources
from helmwright.rules import check as check_rules
from helmwright.yamlio.descriptor import Document, read

MANY = settings(
    max_examples=settings().max_examples // 3,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
_TEXT = st.text(max_size=8)
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda number: "e" not in repr(number))
    | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)


def findings(repository: Mapping[str, Any]) -> Findings:
    """What the stages up to the rules find in descriptors by path."""
    sources = Sources(tuple(source(path, text(repository[path])) for path in sorted(repository)), ())
    found = check_schema(sources)
    if found or not sources.of(Kind.REPOSITORY):
        return found
    inputs = build(sources)
    releases, unresolved = resolve(inputs)
    if unresolved:
        return unresolved
    graphs, broken = connect(releases)
    return ordered((*broken, *check_rules(Resolved(inputs, releases, graphs))))


@MANY
@given(any_repositories())
def test_what_the_schemas_allow_never_breaks_a_rule(repository: Repository) -> None:
    assert all(finding.code[0] == "R" for finding in findings(repository))


@MANY
@given(sound_repositories())
def test_a_sound_repository_is_accepted(repository: Repository) -> None:
    assert [str(finding) for finding in findings(repository) if failed([finding])] == []


@st.composite
def damaged(draw: st.DrawFn) -> Repository:
    """A sound repository with something else in place of one value, at any depth."""
    repository: Repository = copy.deepcopy(draw(sound_repositories()))
    container: Any = repository
    key: Any = draw(st.sampled_from(sorted(repository)))
    while isinstance(container[key], dict | list) and container[key] and draw(st.integers(0, 3)):
        container = container[key]
        key = draw(
            st.sampled_from(sorted(container) if isinstance(container, dict) else range(len(container)))
        )
    container[key] = draw(_JSON)
    return repository


@MANY
@given(damaged())
def test_a_wrong_value_anywhere_is_found_or_fits(repository: Repository) -> None:
    assert all(finding.code[0] in "SR" and finding.message for finding in findings(repository))


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_a_document_or_flaws_with_a_place(content: bytes) -> None:
    result = read(content)
    lines = content.count(b"\n") + content.count(b"\r") + 1
    assert isinstance(result, Document) or all(0 < flaw.line <= lines + 1 and flaw.column for flaw in result)


_YAML = st.text(st.sampled_from("ab1 \n\t-:?[]{},&*!|>'\"%@#<=~.é"), max_size=60)


@settings(max_examples=500)
@given(_YAML)
def test_text_of_yamls_own_signs_is_a_document_or_flaws(text: str) -> None:
    result = read(text.encode())
    assert isinstance(result, Document) or result


@given(
    st.dictionaries(
        st.sampled_from(
            [
                layout.REPOSITORY,
                *(
                    layout.environment("prod"),
                    layout.app("shop"),
                    layout.service("shop", "cart"),
                    "apps/shop/app.yml",
                ),
            ]
        ),
        st.binary(max_size=40) | _YAML.map(str.encode),
    )
)
def test_any_files_are_loaded(files: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        sources = load(Path(folder))
    told = {item.path for item in sources.items} | {finding.location.path for finding in sources.findings}
    assert told == set(files) | {layout.REPOSITORY}
