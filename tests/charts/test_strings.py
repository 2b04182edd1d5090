"""Strings: what goes in comes out, whatever YAML would make of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chartwright.testing.render import Render
from chartwright.values.leaves import covered
from chartwright.values.source import Schema, types

from .support import SERVER, SOURCE, WORKER

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


def plain(text: str) -> dict[str, Any]:
    """The text where the empty one is a value too, with another one after it where that can show a difference."""
    return {
        **WORKER,
        "env": {"A": text, "B": "after"},
        "args": [text, "after"],
        "command": [text],
        "configMaps": {"app": {"data": {"a": text, "b": "after"}}, "last": {"data": {"a": text}}},
        "commonAnnotations": {"a": text, "b": "after"},
        "podAnnotations": {"z": text},
    }


@pytest.mark.parametrize("text", TRICKY, ids=IDS)
def test_a_tricky_string_round_trips(render: Render, text: str) -> None:
    objects = render(plain(text))
    assert {item["name"]: item["value"] for item in objects.container["env"]} == {"A": text, "B": "after"}
    assert objects.container["args"] == [text, "after"]
    assert objects.container["command"] == [text]
    assert objects.one("ConfigMap", "cart-app")["data"] == {"a": text, "b": "after"}
    assert objects.one("ConfigMap", "cart-last")["data"] == {"a": text}
    assert objects.one("Deployment")["metadata"]["annotations"] == {"a": text, "b": "after"}
    assert objects.pod["metadata"]["annotations"] == {"z": text}


def everywhere(text: str) -> dict[str, Any]:
    """The text in every other place that takes any text."""
    rule = {
        "port": "http",
        "matches": [{"path": {"value": "/"}, "headers": {"a": text}, "queryParams": {"a": text}}],
        "filters": {"requestHeaderModifier": {"set": {"a": text}, "add": {"b": text}}},
    }
    return {
        **SERVER,
        "probes": {
            "startup": {"type": "grpc", "service": text},
            "readiness": {"type": "http", "headers": {"X-A": text}},
            "liveness": {"type": "exec", "command": ["sh", text]},
        },
        "service": {"type": "LoadBalancer", "annotations": {"a": text}},
        "externalServices": {
            "out": {"type": "LoadBalancer", "ports": {"http": {}}, "annotations": {"a": text}}
        },
        "serviceAccount": {"annotations": {"a": text}},
        "ingress": {
            "web": {
                "className": text,
                "annotations": {"a": text},
                "hosts": {"shop.example.com": {"paths": {"/": {}}}},
                "tls": {"certificate": [text]},
            }
        },
        "httpRoutes": {"web": {"parentRefs": {"public": {}}, "rules": {"all": rule}}},
        "dashboards": {"a": {"json": "{}", "folder": text}},
        "dashboardLabels": {"grafana": "shop"},
        "dnsConfig": {"options": {"ndots": text}},
        "topologySpread": {"zone": {"topologyKey": text}},
        "externalSecrets": {
            "a": {
                "store": {"name": "vault"},
                "data": {"b": {"key": text, "property": text, "version": text}},
            },
            "b": {"store": {"name": "vault"}, "extract": text},
        },
        "autoscaling": {"max": 3, "triggers": {"queue": {"type": "rabbitmq", "metadata": {"a": text}}}},
        "persistence": {"data": {"type": "pvc", "size": "1Gi", "mountPath": "/data"}},
        "initContainers": {"wait": {"command": [text], "args": [text], "env": {"A": text}}},
        "workers": {"mail": {"command": [text], "args": [text], "env": {"A": text}}},
    }


@pytest.fixture(scope="module")
def places_of_a_word(render: Render) -> set[str]:
    return places(render, "word")


@pytest.mark.parametrize("text", [text for text in TRICKY if text], ids=filter(None, IDS))
def test_a_tricky_string_is_no_other_anywhere(render: Render, text: str, places_of_a_word: set[str]) -> None:
    assert places_of_a_word <= places(render, text)


def test_no_place_for_text_is_forgotten() -> None:
    """Texts of no form are quoted where they are printed. Others go through toYaml, which loses control characters."""
    tried = covered(SOURCE, everywhere("text")) | covered(SOURCE, plain("text"))
    found = {place(path) for name, schema in SOURCE.properties.items() for path in free_texts(schema, name)}
    assert found - {place(path) for path in tried} == set()


@pytest.mark.parametrize(
    "key", ["y", "on", "no", "1", "1e3", "0x1F", "null", "true", "1.5", "_", "-", ".data"]
)
def test_a_tricky_key_stays_a_string(render: Render, key: str) -> None:
    objects = render({**WORKER, "configMaps": {"app": {"data": {key: "text"}}}})
    assert objects.one("ConfigMap", "cart-app")["data"] == {key: "text"}


@pytest.mark.parametrize("name", ["y", "on", "n", "null", "_", "e1"])
def test_a_tricky_variable_name_stays_a_string(render: Render, name: str) -> None:
    assert render({**WORKER, "env": {name: "text"}}).container["env"] == [{"name": name, "value": "text"}]


@pytest.mark.parametrize(
    "tag", ["1.10", "20250811", "1234e5", "012", "12e45", "on", "0x1F", "9007199254740993"]
)
def test_a_tag_is_printed_as_written(render: Render, tag: str) -> None:
    assert render({**WORKER, "image": {"repository": "cart", "tag": tag}}).container["image"] == f"cart:{tag}"


CONTROLS = [*map(chr, (*range(0x20), *range(0x7F, 0xA0)))]
"""Characters that YAML does not let stand as they are."""


@pytest.mark.helm_engines("sdk", "helm3", "helm4")
def test_any_text_stays_what_it_is_in_what_kubernetes_defines(render: Render) -> None:
    all_texts = [*TRICKY, *CONTROLS, "".join(CONTROLS), "\ufffe", "\uffff", "\U0010ffff"]
    texts = {f"t{number}": text for number, text in enumerate(all_texts)}
    term = {"topologyKey": "zone", "labelSelector": {"matchLabels": texts}}
    affinity = {"podAffinity": {"requiredDuringSchedulingIgnoredDuringExecution": [term]}}
    metric = {"type": "External", "external": {"metric": {"name": "a", "selector": {"matchLabels": texts}}}}
    objects = render(
        {
            **WORKER,
            "affinity": affinity,
            "autoscaling": {"max": 3, "metrics": {"queue": metric}},
            "extraObjects": {"map": {"apiVersion": "v1", "kind": "ConfigMap", "data": texts}},
        }
    )
    assert objects.pod["spec"]["affinity"] == affinity
    assert objects.one("HorizontalPodAutoscaler")["spec"]["metrics"] == [metric]
    assert objects.one("ConfigMap")["data"] == texts


@settings(max_examples=60)
@given(
    st.dictionaries(
        st.from_regex(r"\.?[-_abc][-._abc]{0,4}", fullmatch=True),
        st.text(st.characters(exclude_categories=["Cs"])),
        max_size=4,
    )
)
def test_any_text_round_trips_through_a_config_map(render: Render, data: dict[str, str]) -> None:
    objects = render({**WORKER, "configMaps": {"app": {"data": data}}})
    assert objects.one("ConfigMap", "cart-app").get("data", {}) == data


def places(render: Render, text: str) -> set[str]:
    """Where the text is in what renders with it everywhere."""
    found = {
        path
        for item in render(everywhere(text))
        for path, value in scalars(item, f"{item['kind']} {item['metadata']['name']}: ")
        if value == text
    }
    assert len(found) > 20
    return found


def scalars(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from scalars(inner, f"{path}.{key}")
    else:
        yield path, value


def free_texts(schema: Schema, path: str) -> Iterator[str]:
    """The values that are texts of no form, by path."""
    full = SOURCE.resolve(schema)
    if "string" in types(full) and not full.keys() & {"enum", "pattern"}:
        yield path
    for name, child in full.get("properties", {}).items():
        if child:
            yield from free_texts(child, f"{path}.{name}")
    if isinstance(entry := full.get("additionalProperties"), dict):
        yield from free_texts(entry, f"{path}.<{full.get('x-key', 'id')}>")
    if "items" in full:
        yield from free_texts(full["items"], f"{path}[]")


def place(path: str) -> str:
    """What a value is called, wherever the map is that it is in."""
    parent, _, name = path.rpartition(".")
    return f"{parent.rpartition('.')[2]}.{name}" if name.startswith("<") else name
