"""Helm 4 as a library inside this process, through helm-python-sdk."""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from helm_python import _native, errors

from helmwright.archive import is_subchart, pack
from helmwright.render.engine import Rendered, RenderFailure, RenderRequest
from helmwright.render.helm.helm_errors import failures, incompatible, missing
from helmwright.render.reduced.templates import only_parsed
from helmwright.render.reduced.umbrella import HOISTED, lean, unchecked


class Library:
    """Renders charts in memory: no disk, no process, no cluster.

    A template that exhausts Go's stack or the memory ends this process, and none can be interrupted. The SDK's
    public `Chart.render` takes neither a Kubernetes version nor API versions; the native call below it does, so
    this adapter alone uses `helm_python._native`. Calls release the GIL.
    """

    @property
    def version(self) -> str:
        """The Helm version that the SDK was built from."""
        return _native.helm_sdk_version().removeprefix("v")

    def template(self, request: RenderRequest) -> Rendered | tuple[RenderFailure, ...]:
        """The rendered templates and CRDs, or every reason why there are none."""
        less = lean(request)
        # Argo CD's Helm parses what is left out, and refuses the chart for it.
        if HOISTED in less.chart and not all(map(_parses, _archives(request))):
            less = request
        result = _render(less)
        # Reasons name templates and their lines: they are to be those of the chart as it is.
        return result if isinstance(result, Rendered) or less is request else _render(unchecked(request))


def _render(request: RenderRequest) -> Rendered | tuple[RenderFailure, ...]:
    try:
        with _loaded(request) as chart:
            metadata = json.loads(_native.call_string("helm_chart_metadata", chart))
            try:
                return _refused(request, chart, metadata) or _rendered(request, chart)
            except errors.HelmError as error:
                return failures(error.detail, metadata["name"])
    except errors.HelmError as error:
        return failures(error.detail, "")


@contextmanager
def _loaded(request: RenderRequest) -> Iterator[ctypes.c_uint64]:
    archive = pack("chart", request.chart)
    buffer = ctypes.cast(ctypes.c_char_p(archive), ctypes.POINTER(ctypes.c_uint8))  # not a copy
    chart = _native.HANDLE(_native.call_handle("helm_chart_load_archive", buffer, len(archive)))
    try:
        yield chart
    finally:
        _native.call_status("helm_chart_free", chart)


def _refused(request: RenderRequest, chart: Any, metadata: dict[str, Any]) -> tuple[RenderFailure, ...]:
    """What `helm template` checks before it renders and the SDK's render call does not."""
    _native.call_status("helm_release_name_validate", request.release)
    if metadata.get("type") == "library":
        return (RenderFailure("library charts are not installable"),)
    present = {chart["name"] for chart in json.loads(_native.call_string("helm_chart_dependencies", chart))}
    absent = {dependency["name"] for dependency in metadata.get("dependencies", [])} - present
    if absent:
        return (missing(absent),)
    constraint = metadata.get("kubeVersion", "")
    if constraint and not _allows(constraint, request.full_kube_version):
        return (incompatible(constraint, request.full_kube_version),)
    return ()


def _rendered(request: RenderRequest, chart: Any) -> Rendered:
    templates = json.loads(
        _native.call_string("helm_render", chart, json.dumps(request.values), _options(request))
    )
    # After the render, when Helm has removed disabled sub-charts and given the others their aliases.
    crds = json.loads(_native.call_string("helm_chart_crds", chart))
    return Rendered(
        {path: text for path, text in templates.items() if text.strip() and not path.endswith("NOTES.txt")}
        | {crd["filename"]: crd["data"] for crd in crds}
    )


def _options(request: RenderRequest) -> str:
    return json.dumps(
        {
            "name": request.release,
            "namespace": request.namespace,
            "kube_version": f"v{request.full_kube_version}",
            "api_versions": request.api_versions,
            "is_install": True,
        }
    )


def _archives(request: RenderRequest) -> Iterator[bytes]:
    return (content for path, content in request.chart.items() if is_subchart(path))


@lru_cache(maxsize=16)
def _parses(archive: bytes) -> bool:
    """Whether Helm parses every template of the chart in the archive."""
    return isinstance(_render(RenderRequest("parsed", "parsed", only_parsed(archive), "1.34")), Rendered)


@lru_cache
def _allows(constraint: str, kube_version: str) -> bool:
    """Whether Helm's own version library finds the version within the constraint."""
    comparison = f"{{{{ semverCompare {json.dumps(constraint)} {json.dumps(kube_version)} }}}}"
    guard = {
        "Chart.yaml": b"apiVersion: v2\nname: guard\nversion: 1.0.0\n",
        "templates/guard": comparison.encode(),
    }
    try:
        with _loaded(RenderRequest("guard", "guard", guard, kube_version)) as chart:
            return "true" in _native.call_string("helm_render", chart, "{}", "{}")
    except errors.HelmError:  # as Helm does: what it cannot read, no version meets
        return False
