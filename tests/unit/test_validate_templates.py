"""Pod templates of custom resources: as strict as those of a Deployment, and their problems are their owner's."""

from __future__ import annotations

from typing import Any

from helmwright import resources
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate import templates
from helmwright.validate.embedded import EmbeddedValidator

VALIDATOR = EmbeddedValidator((resources.schemas() / "crds",))


def rollout(**pod: Any) -> Manifest:
    spec = {
        "strategy": {"canary": {}},
        "selector": {"matchLabels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "web"}], **pod},
        },
    }
    metadata = {"name": "web"}
    return Manifest(
        "x", {"apiVersion": "argoproj.io/v1alpha1", "kind": "Rollout", "metadata": metadata, "spec": spec}
    )


def test_a_good_template_has_no_problem() -> None:
    assert list(templates.validate(VALIDATOR, [rollout()], "1.34")) == []


def test_a_problem_in_a_template_is_its_owners() -> None:
    wrong = rollout(replicas=2, nodeSelector=[])
    found = list(templates.validate(VALIDATOR, [rollout(), wrong], "1.34"))
    assert {(problem.manifest is wrong, problem.path) for problem in found} == {
        (True, ("spec", "template", "spec", "nodeSelector")),
        (True, ("spec", "template", "spec", "replicas")),
    }


def test_a_problem_beside_the_template_stays_where_it_is() -> None:
    wrong = rollout()
    wrong.object["spec"]["paused"] = "no"
    (problem,) = templates.validate(VALIDATOR, [wrong], "1.34")
    assert (problem.manifest, problem.path) == (wrong, ("spec", "paused"))
