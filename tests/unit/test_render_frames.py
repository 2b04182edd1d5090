"""What this process and its workers say to each other comes out as it went in."""

from __future__ import annotations

from io import BytesIO

import pytest

from helmwright.kubernetes.manifests import Manifest
from helmwright.render.engine import RenderFailure, RenderRequest, Result
from helmwright.render.processes import frames

REQUEST = RenderRequest(
    "prod-shop",
    "shop",
    {"Chart.yaml": b"a", "empty": b"", "\udcff": bytes(range(256))},
    "1.34",
    ("v1", "apps/v1"),
    {"a": {"b": [None, 1.5, True, "\ud800"]}},
    twice=True,
)


def sent(head: bytes, *parts: bytes) -> BytesIO:
    stream = BytesIO()
    frames.write(stream, head, parts)
    stream.seek(0)
    return stream


def test_a_request() -> None:
    head, parts = frames.asked(REQUEST)
    found = frames.read(sent(head, *parts))
    assert found
    assert frames.request(*found) == REQUEST


@pytest.mark.parametrize(
    "result",
    [
        Result((Manifest("a.yaml", {"kind": "A", "size": 1.5, "big": 2**70, "text": "\u2028\ud800"}),)),
        Result((), (RenderFailure("no", "a.yaml", 3), RenderFailure("no", values_path="a.b", code="H105"))),
        Result((), (), ((Manifest("a.yaml", {"kind": "A"}), ("spec", 0)), (Manifest("b.yaml", {}), ()))),
    ],
)
def test_a_result(result: Result) -> None:
    found = frames.read(sent(frames.told(result), frames.LAST))
    assert found
    assert frames.result(found[0]) == result
    assert found[1] == frames.LAST


@pytest.mark.parametrize("size", [0, 10, 17, 20])
def test_a_frame_that_is_cut_is_none(size: int) -> None:
    whole = sent(b'{"a": 1}', b"rest").getvalue()
    assert frames.read(BytesIO(whole[:size])) is None


def test_a_frame_that_is_too_long_is_not_read() -> None:
    stream = sent(b"{}", b"x" * 100)
    with pytest.raises(frames.TooLongError):
        frames.read(stream, 101)
    assert len(stream.read()) == 102
    assert frames.read(sent(b"{}", b"x" * 100), 102)
