"""What a worker makes of a chart that it is to render twice."""

from __future__ import annotations

from dataclasses import dataclass, field

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.engine import Rendered, RenderFailure, RenderLimits, RenderRequest, Result
from helmwright.render.processes.worker import render

ASKED = RenderRequest("prod-shop", "shop", {}, "1.34", twice=True)
A, B = "kind: A\nspec: {size: 1}\n", "kind: B\n"


@dataclass
class Fake:
    """A Helm that renders one text after the other, and refuses what is no text."""

    texts: list[str]
    version: str = "4.2.3"
    asked: list[RenderRequest] = field(default_factory=list)

    def template(self, request: RenderRequest) -> Rendered | tuple[RenderFailure, ...]:
        self.asked.append(request)
        text = self.texts.pop(0)
        return Rendered({"shop/templates/a.yaml": text}) if text else (RenderFailure("refused"),)


def rendered(*texts: str) -> Result:
    fake = Fake([*texts])
    result = render(fake, ASKED, RenderLimits())
    assert not fake.texts
    return result


def test_the_same_again_is_nothing_to_tell() -> None:
    assert rendered(A, A) == Result((Manifest("shop/templates/a.yaml", {"kind": "A", "spec": {"size": 1}}),))


def test_other_text_for_the_same_objects_is_nothing_to_tell() -> None:
    assert not rendered(A, "# written otherwise\n" + A).varying


def test_another_value_is_told_with_its_path() -> None:
    result = rendered(A, A.replace("1", "2"))
    assert [(str(manifest), path) for manifest, path in result.varying] == [("A ", ("spec", "size"))]


def test_an_object_that_comes_or_goes_is_told_without_a_path() -> None:
    assert [path for _, path in rendered(A, f"{A}---\n{B}").varying] == [()]
    assert [path for _, path in rendered(A, "").varying] == [()]


def test_what_is_refused_is_not_rendered_again() -> None:
    assert rendered("").failures == (RenderFailure("refused"),)


def test_what_is_asked_once_is_rendered_once() -> None:
    fake = Fake([A, B])
    render(fake, RenderRequest("prod-shop", "shop", {}, "1.34"), RenderLimits())
    assert fake.texts == [B]
