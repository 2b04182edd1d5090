"""The engine that tests share renders once what several of them ask, and lends nothing that one could change."""

from __future__ import annotations

from dataclasses import replace

from tests.helms import Remembering

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.engine import RenderFailure, RenderRequest, Result


class Fake:
    """An engine that gives each result once."""

    name, version = "fake", "4.0.0"

    def __init__(self, *results: Result) -> None:
        self._left = list(results)
        self.asked: list[RenderRequest] = []

    def render(self, request: RenderRequest) -> Result:
        self.asked.append(request)
        return self._left.pop(0)

    def stop(self) -> None:
        raise NotImplementedError


ASKED = RenderRequest("prod-shop", "shop", {"Chart.yaml": b"name: shop"}, "1.34")
OBJECT = Result((Manifest("a.yaml", {"kind": "A", "spec": {"size": 1}}),))
REFUSED = Result((), (RenderFailure("too large", "a.yaml", 3),))
STOPPED = Result((), (RenderFailure("did not end within 5 s", code="H105"),))


def test_what_is_asked_again_is_not_rendered_again() -> None:
    fake = Fake(OBJECT)
    helm = Remembering(fake)
    helm.render(ASKED).manifests[0].object["spec"]["size"] = 2
    assert helm.render(ASKED) == OBJECT
    assert fake.asked == [ASKED]


def test_another_chart_or_version_is_another_question() -> None:
    helm = Remembering(Fake(OBJECT, REFUSED, REFUSED))
    assert helm.render(ASKED) == OBJECT
    assert helm.render(replace(ASKED, chart={"Chart.yaml": b"name: shed"})) == REFUSED
    assert helm.render(replace(ASKED, kube_version="1.35")) == REFUSED


def test_what_is_to_be_rendered_twice_is() -> None:
    other = Result((Manifest("a.yaml", {"kind": "A", "spec": {"size": 2}}),))
    helm = Remembering(Fake(OBJECT, other))
    assert [helm.render(replace(ASKED, twice=True)) for _ in range(2)] == [OBJECT, other]


def test_a_refusal_is_remembered_and_how_a_render_was_stopped_is_not() -> None:
    helm = Remembering(Fake(STOPPED, REFUSED))
    assert [helm.render(ASKED) for _ in range(3)] == [STOPPED, REFUSED, REFUSED]
