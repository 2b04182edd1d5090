"""Strings: what goes in comes out, whatever YAML would make of it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .support import WORKER, render

TRICKY = [
    "y", "Y", "n", "N", "yes", "no", "on", "off", "On", "NO", "true", "True", "false", "null", "~", "Null",
    "1", "01", "007", "08", "0o17", "0x1F", "0b11", "1_000", "0_8", "-1", "+1", ".5", "5.", "1.10", "1e5",
    "1e3", "12e45", "1234e5", "1048576", "20250811", "9007199254740993", ".inf", "-.INF", ".nan",
    "12:30:45", "1:2", "2024-01-01", "2024-01-01T00:00:00Z", "=", "<<", "!tag", "&anchor", "*alias",
    "- dash", "? key", "key: value", "#comment", "a #b", "{a: b}", "[a]", "{{ .Values }}", "%PERCENT",
    "@at", "`tick`", "|", ">", "'", '"', "\\", "\\n", " leading", "trailing ", " ", "", "a\nb", "a\n",
    "a\n\n", "\n", "\n a", "  a\n b\n", "\ta", "a\tb\n", "a\r\nb", "é", "日本", "😀", "a\u2028b", "\ufeffbom",
    "\x7f", "<a href='x'>&</a>", "$(VAR)", "---", "...", "- - a",
]  # fmt: skip
IDS = [ascii(text) for text in TRICKY]


@pytest.mark.parametrize("text", TRICKY, ids=IDS)
def test_a_tricky_string_round_trips_everywhere(text: str) -> None:
    objects = render(
        {
            **WORKER,
            "env": {"A": text, "B": "after"},
            "args": [text, "after"],
            "command": [text],
            "configMaps": {"app": {"data": {"a": text, "b": "after"}}, "last": {"data": {"a": text}}},
            "commonAnnotations": {"a": text, "b": "after"},
            "podAnnotations": {"z": text},
        }
    )
    assert {item["name"]: item["value"] for item in objects.container["env"]} == {"A": text, "B": "after"}
    assert objects.container["args"] == [text, "after"]
    assert objects.container["command"] == [text]
    assert objects.one("ConfigMap", "cart-app")["data"] == {"a": text, "b": "after"}
    assert objects.one("ConfigMap", "cart-last")["data"] == {"a": text}
    assert objects.one("Deployment")["metadata"]["annotations"] == {"a": text, "b": "after"}
    assert objects.pod["metadata"]["annotations"] == {"z": text}


@pytest.mark.parametrize(
    "key", ["y", "on", "no", "1", "1e3", "0x1F", "null", "true", "1.5", "_", "-", "..data"]
)
def test_a_tricky_key_stays_a_string(key: str) -> None:
    objects = render({**WORKER, "configMaps": {"app": {"data": {key: "text"}}}})
    assert objects.one("ConfigMap", "cart-app")["data"] == {key: "text"}


@pytest.mark.parametrize("name", ["y", "on", "n", "null", "_", "e1"])
def test_a_tricky_variable_name_stays_a_string(name: str) -> None:
    assert render({**WORKER, "env": {name: "text"}}).container["env"] == [{"name": name, "value": "text"}]


@pytest.mark.parametrize(
    "tag", ["1.10", "20250811", "1234e5", "012", "12e45", "on", "0x1F", "9007199254740993"]
)
def test_a_tag_is_printed_as_written(tag: str) -> None:
    assert render({**WORKER, "image": {"repository": "cart", "tag": tag}}).container["image"] == f"cart:{tag}"


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.text("abc-._", min_size=1, max_size=6),
        st.text(st.characters(exclude_categories=["Cs"])),
        max_size=4,
    )
)
def test_any_text_round_trips_through_a_config_map(data: dict[str, str]) -> None:
    objects = render({**WORKER, "configMaps": {"app": {"data": data}}})
    assert objects.one("ConfigMap", "cart-app").get("data", {}) == data
