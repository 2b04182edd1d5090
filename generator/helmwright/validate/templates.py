"""Pod templates inside custom resources, checked as the PodTemplates that they are to Kubernetes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helmwright.kubernetes.manifests import Manifest
from helmwright.validate.validator import Problem, Validator

_KINDS = frozenset({"argoproj.io/Rollout"})
_PATH = ("spec", "template")


def validate(validator: Validator, manifests: Sequence[Manifest], kube_version: str) -> Iterator[Problem]:
    """What the validator finds in the objects and in their pod templates, which schemas of custom kinds leave open."""
    inner = [(_template(manifest), manifest) for manifest in manifests if _is_open(manifest)]
    owners = {id(template): manifest for template, manifest in inner}
    everything = [*manifests, *(template for template, _ in inner)]
    for problem in validator.validate(everything, kube_version):
        owner = owners.get(id(problem.manifest))
        yield replace(problem, manifest=owner, path=_outer(problem.path)) if owner else problem


def _is_open(manifest: Manifest) -> bool:
    spec = manifest.object.get("spec")
    return f"{manifest.group}/{manifest.kind}" in _KINDS and isinstance(spec, dict) and "template" in spec


def _template(manifest: Manifest) -> Manifest:
    template = manifest.object["spec"]["template"]
    return Manifest(
        manifest.source,
        {
            "apiVersion": "v1",
            "kind": "PodTemplate",
            "metadata": {"name": manifest.name},
            "template": template,
        },
    )


def _outer(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """A path in a PodTemplate as one in its owner; its first step is `template`."""
    return (*_PATH, *path[1:])
