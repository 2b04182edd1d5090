"""Why Helm refused a chart, cut out of its error text: one wording for Helm 3, Helm 4 and the SDK."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from helmwright.render.engine import RenderFailure, RenderLimits
from helmwright.render.helm.values_errors import REFUSED, refusals

MIB = 1024 * 1024

_FRAME = re.compile(r'(?<!\S)(?:template: )?(\S+?):(\d+)(?::\d+)?:? executing "[^"]*" at <(.*?)>: ')
_CALLING = re.compile(r"(?:error calling \w+: |template: )*")
_FATAL = re.compile(r"^(?:fatal error|panic|runtime): .*|^runtime/cgo: .*", re.MULTILINE)
_NO_MEMORY = re.compile(
    r"out of memory|cannot allocate memory|^MemoryError|malloc failed|pthread_create failed"
    r"|memory allocation of|bad_alloc",
    re.MULTILINE,
)
_NOISE = re.compile(
    r"\A(?:chart dependencies processing failed: |release name check failed: )"
    r"|\s*Use --debug flag to render out invalid YAML\s*\Z"
)


def failures(error: str, chart: str) -> tuple[RenderFailure, ...]:
    """What Helm's error text says, at least one failure; `chart` is the umbrella chart's name."""
    error = _NOISE.sub("", error)
    if REFUSED in error:
        return refusals(error, chart)
    return (_execution(error) or _known(error) or RenderFailure(error.strip()),)


def stopped(limit: str) -> RenderFailure:
    """A render that met a limit, `30 s`, and has no result."""
    return RenderFailure(f"the render was stopped at its limit of {limit}", code="H105")


def out_of_memory(limits: RenderLimits) -> RenderFailure:
    """A render that asked for more memory than it may have."""
    return stopped(f"{limits.memory / MIB:g} MiB of memory")


def too_large(limits: RenderLimits) -> RenderFailure:
    """A render whose text, or objects, are more than anything is deployed from."""
    return stopped(f"{limits.output / MIB:g} MiB of output")


def fatal(log: str) -> str:
    """What a program written in Go says when it cannot go on, empty when it said nothing of the kind."""
    found = _FATAL.search(log)
    return found[0].strip() if found else ""


def crashed(code: int, log: str, limits: RenderLimits) -> RenderFailure:
    """A process that is no more: its exit code, negative for a signal, and what it wrote to standard error."""
    if _NO_MEMORY.search(log):
        return out_of_memory(limits)
    how = f"signal {-code}" if code < 0 else f"exit code {code}"
    said = fatal(log) or (log.strip().splitlines() or [""])[-1]
    return RenderFailure(f"Helm ended with {how}" + (f": {said}" if said else ""), code="H106")


def missing(names: Iterable[str]) -> RenderFailure:
    """Dependencies that `Chart.yaml` names and `charts/` lacks."""
    return RenderFailure(f"missing in charts/: {', '.join(sorted(set(names)))}")


def incompatible(constraint: str, kube_version: str) -> RenderFailure:
    """A chart whose `kubeVersion` excludes the cluster's."""
    return RenderFailure(f"needs Kubernetes {constraint}, which {kube_version.removeprefix('v')} is not")


def _execution(error: str) -> RenderFailure | None:
    """A template that failed while it ran.

    The place is the outermost template's, which belongs to the sub-chart that was rendered: named
    templates are shared by all sub-charts, so a helper's path may name another one.
    """
    flat = " ".join(error.split())
    frames = list(_FRAME.finditer(flat))
    if not frames or frames[0].start():
        return None
    source, line, _ = frames[0].groups()
    helper, helper_line, expression = frames[-1].groups()
    reason = _CALLING.sub("", flat[frames[-1].end() :], count=1)
    within = "" if len(frames) == 1 else f" ({helper}:{helper_line})"
    return RenderFailure(f"{expression}: {reason}{within}", source, int(line))


def _known(error: str) -> RenderFailure | None:
    for pattern, failure in _KNOWN:
        if match := pattern.search(error):
            return failure(match)
    return None


_KNOWN: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], RenderFailure]], ...] = (
    (
        re.compile(r"\A(?:execution|parse) error at \((\S+?):(\d+)(?::\d+)?\): (.*)", re.DOTALL),
        lambda match: RenderFailure(match[3].strip(), match[1], int(match[2])),
    ),
    (
        re.compile(r"chart requires kubeVersion: (.*) which is incompatible with Kubernetes (\S+)"),
        lambda match: incompatible(match[1], match[2]),
    ),
    (
        re.compile(r"missing in charts/ directory: (.*)"),
        lambda match: missing(match[1].split(", ")),
    ),
    (
        re.compile(r"(?:error unpacking subchart (\S+) in \S+: )?cannot load (\S+): .*?yaml: (.*)"),
        lambda match: RenderFailure(
            f"{match[1] + ': ' if match[1] else ''}{match[2]} is not YAML: {match[3]}"
        ),
    ),
    (
        re.compile(r"\Atype mismatch on (\S+): "),
        lambda match: RenderFailure("a sub-chart's values must be a map", values_path=match[1]),
    ),
    (
        re.compile(r"invalid release name, (.*)"),
        lambda match: RenderFailure(f"the release name is not valid: {match[1]}"),
    ),
    (
        re.compile(r"unable to detect chart at \S+Chart\.yaml|no files in chart archive"),
        lambda _: RenderFailure("Chart.yaml file is missing"),
    ),
)
