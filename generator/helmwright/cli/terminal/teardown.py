"""How an environment is taken down, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from helmwright.model.inputs import Environment
from helmwright.report.json import dump
from helmwright.report.terminal import visible
from helmwright.teardown.plan import Plan, Step


def text(plans: Mapping[str, tuple[Environment, Plan]]) -> str:
    """The steps with their commands, below each other, as a shell would take them."""
    return "\n".join(
        "".join(f"{line}\n" for line in _lines(environment, plan)) for environment, plan in plans.values()
    )


def _lines(environment: Environment, plan: Plan) -> Iterator[str]:
    argocd = environment.argocd
    apart = argocd.destination != argocd.bootstrap_destination
    yield f"# {environment.name}: the cluster {environment.cluster.name}"
    for number, step in enumerate(plan.steps, 1):
        yield ""
        yield f"# {number}. {step.name}: {step.why}{_where(environment, step) if apart else ''}"
        yield from map(visible, step.commands)
    yield ""
    yield f"# {len(plan.steps) + 1}. the cluster: destroy it as it was made"
    for title, items in (
        ("What stays until somebody removes it:", plan.remains),
        ("What does not come back from git:", plan.lost),
    ):
        if items:
            yield from ("", f"# {title}", *(f"#   {visible(item)}" for item in items))
    yield from ("", "# All else comes back, in a new cluster with Argo CD, by:", *plan.returns)


def _where(environment: Environment, step: Step) -> str:
    argocd = environment.argocd
    return f", in {argocd.bootstrap_destination if step.beside_argocd else argocd.destination}"


def json(plans: Mapping[str, tuple[Environment, Plan]]) -> str:
    """One object; its `version` changes when a field does."""
    return dump({"version": 1, "environments": {name: _object(*found) for name, found in plans.items()}})


def _object(environment: Environment, plan: Plan) -> Mapping[str, object]:
    argocd = environment.argocd
    return {
        "cluster": environment.cluster.name,
        "steps": [
            {
                "name": step.name,
                "why": step.why,
                "in": argocd.bootstrap_destination if step.beside_argocd else argocd.destination,
                "commands": [*step.commands],
            }
            for step in plan.steps
        ],
        "remains": [*plan.remains],
        "lost": [*plan.lost],
        "returns": [*plan.returns],
    }
