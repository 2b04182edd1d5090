"""Names stay within what Kubernetes allows, however long the release's name or the alias is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from chartwright.cases.case import RELEASE, Case
from chartwright.cases.renders import own_objects
from chartwright.lint.subject import Subject
from helmwright.findings import Finding
from helmwright.kubernetes.manifests import Manifest

_LONGEST_RELEASE = 53
"""Helm's own limit: https://github.com/helm/helm/blob/main/pkg/chart/v2/util/validate_name.go"""
_LONGEST_LABEL = 63
_BUDGETS = {
    # The pods' controller-revision-hash label is the name, a hyphen and ten characters: kubernetes/kubernetes#64023
    "StatefulSet": 52,
    # https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
    "CronJob": 52,
    # Service and Namespace are DNS labels; a Job's name is the value of its pods' label job-name.
    **dict.fromkeys(("Job", "Namespace", "Service"), _LONGEST_LABEL),
}
_BUDGET = 253


def names(subject: Subject) -> Iterator[Finding]:
    """Names and labels that are too long with the longest name that the chart takes; a chart may refuse some."""
    alias = _longest_alias(subject)
    for render in subject.engine.each("checking names", subject.renders, len(subject.renders)):
        case = replace(render.case, alias=alias if render.case.alias else "")
        release = RELEASE if case.alias else "r" * _LONGEST_RELEASE
        result = subject.engine.render(subject.files, case, release)
        given = (
            f"an alias of {len(alias)} characters"
            if case.alias
            else f"a release name of {len(release)} characters"
        )
        for path, manifest in own_objects(subject.files, case, result.manifests, release):
            yield from _too_long(subject, path, manifest, f"with {given}, {render.case.name}")


def _too_long(subject: Subject, path: str, manifest: Manifest, given: str) -> Iterator[Finding]:
    budget = _BUDGETS.get(manifest.kind, _BUDGET)
    if len(manifest.name) > budget:
        yield subject.in_rendered(
            "C133",
            path,
            "name:",
            f"the name of a {manifest.kind} has {len(manifest.name)} characters, more than {budget}, {given}",
            "shorten the parts before they are joined, or let the template fail",
        )
    labels = (manifest.object.get("metadata") or {}).get("labels") or {}
    for key, value in labels.items():
        if len(str(value)) > _LONGEST_LABEL:
            message = f"the label {key} of a {manifest.kind} has {len(str(value))} characters, {given}"
            yield subject.in_rendered(
                "C133", path, "labels:", message, f"keep labels within {_LONGEST_LABEL}"
            )


def _longest_alias(subject: Subject) -> str:
    """The longest alias that the first case renders with, found by halving."""
    cases = [render.case for render in subject.renders if render.case.alias]
    if not cases:
        return ""
    low, high = len(cases[0].alias), _LONGEST_LABEL
    while low < high:
        middle = (low + high + 1) // 2
        refused = subject.engine.render(subject.files, _with(cases[0], middle)).failures
        low, high = (low, middle - 1) if refused else (middle, high)
    return "a" * low


def _with(case: Case, length: int) -> Case:
    return replace(case, alias="a" * length)
