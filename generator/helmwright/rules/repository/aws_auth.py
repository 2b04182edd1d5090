"""The ConfigMap aws-auth: the roles of nodes, and how it names roles."""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.codes.code import Code
from helmwright.findings import Finding, Severity
from helmwright.model.principals import is_role, without_path
from helmwright.model.resolved import Resolved
from helmwright.rules.repository.principals import AUTH, arns

CODES = (
    Code(
        "R975",
        "nodes that are people",
        "A role of nodes is mapped to what a node may do. People who have it could do that, and a node what they may.",
        "Give people a role of their own.",
    ),
    Code(
        "R976",
        "nodes of another account",
        "Nodes join with a role of the cluster's own account. One of another account, most often copied from another "
        "environment, leaves the cluster without these nodes.",
        "Correct the ARN, or cluster.accountId.",
        Severity.WARNING,
        overridable=True,
    ),
    Code(
        "R977",
        "roles that are one in aws-auth",
        "aws-auth knows roles without their path. Two that differ by it alone become one entry twice, and whoever has "
        "one of them gets the groups of one, or of both.",
        "Give one of the two roles another name.",
    ),
)


def nodes(resolved: Resolved) -> Iterator[Finding]:
    """Roles of nodes are of the cluster's account, and no people's."""
    for environment in resolved.inputs.environments.values():
        people = {arn for own in environment.access_principals.values() for arn in own}
        for path, arn in arns(environment):
            at, account = environment.source.at(path), arn.split(":")[4]
            if path[0] == AUTH and arn in people:
                yield Finding("R975", at, f"{arn} is a role of nodes and one of people")
            if path[0] == AUTH and environment.cluster.account_id not in ("", account):
                message = f"{arn} is not of the cluster's account {environment.cluster.account_id}"
                yield Finding("R976", at, message)


def apart(resolved: Resolved) -> Iterator[Finding]:
    """No two roles are one without their paths, where there is aws-auth."""
    for environment in resolved.inputs.environments.values():
        seen: dict[str, str] = {}
        for path, arn in arns(environment) if environment.aws_auth else ():
            if is_role(arn) and (first := seen.setdefault(without_path(arn), arn)) != arn:
                message = f"{first} and {arn} are one in aws-auth, which knows no paths"
                yield Finding("R977", environment.source.at(path), message, "give one of them another name")


RULES = (nodes, apart)
