"""All objects of a namespace together against its ResourceQuota."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from helmwright.findings import listed
from helmwright.kubernetes.manifests import Manifest
from helmwright.kubernetes.pod_resources import Container
from helmwright.kubernetes.quantities import amount, spelt
from helmwright.kubernetes.usage import comes_beside, of_pod, scales, usage
from helmwright.validate.validator import Problem

_NAMED = 3  # of the objects that use the most
_HINT = "lower what they ask for, or raise the environment's quotas"


def exceeded(
    namespace: str, quotas: Sequence[Manifest], items: Sequence[tuple[Manifest, tuple[Container, ...]]]
) -> Iterator[Problem]:
    """What is always there fits into the quotas, and so does what comes beside it for a while, one at a time.

    `items` are the namespace's objects, each with the containers of its pods.
    """
    if not quotas:
        return
    scaled = scales(manifest.object for manifest, _ in items)
    own = [(manifest, usage(manifest.object, pod, scaled)) for manifest, pod in items]
    beside = [(manifest, of_pod(pod)) for manifest, pod in items if pod and comes_beside(manifest.object)]
    for quota in quotas:
        for name, text in quota.object["spec"]["hard"].items():
            hard, always = amount(text), sum((used.get(name, Fraction(0)) for _, used in own), Fraction(0))
            if hard is None:
                continue
            if always > hard:
                most = sorted(own, key=lambda item: item[1].get(name, 0), reverse=True)[:_NAMED]
                users = listed(f"{item} {spelt(name, used[name])}" for item, used in most if used.get(name))
                message = (
                    f"{namespace} takes {spelt(name, always)} of {name} at least, of {text}; most by {users}"
                )
                yield Problem(quota, ("spec", "hard", name), message, "K208", _HINT)
                continue
            for manifest, pod in beside:
                more = pod.get(name, Fraction(0))
                if always + more > hard:
                    left = f"{namespace} has {spelt(name, hard - always)} left of {text}"
                    takes = f"{spelt(name, more)} of {name}"
                    message = f"{manifest} has at times a pod more, which takes {takes}; {left}"
                    yield Problem(manifest, (), message, "K208", _HINT)
