"""Who of IAM may log in to EKS clusters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from helmwright.codes.code import Code
from helmwright.findings import Finding
from helmwright.hints import did_you_mean
from helmwright.model.access import is_everything
from helmwright.model.inputs import Environment, Provider
from helmwright.model.principals import groups, role_of
from helmwright.model.resolved import Resolved
from helmwright.yamlio.descriptor import Path

CODES = (
    Code(
        "R970",
        "IAM without EKS",
        "Access entries and aws-auth are of EKS. Another cluster reads neither, and nobody could log in by them.",
        "Remove accessPrincipals and awsAuth, or correct cluster.provider.",
    ),
    Code(
        "R971",
        "principal of an unknown role",
        "The principal would be let in by groups that nobody has, under a misspelt role or team.",
        "Write a role, or a team and its role as shop/lead, of those that helmwright.yaml knows.",
    ),
    Code(
        "R972",
        "principal with two roles",
        "An access entry is one for each principal and has all of its groups. Of two roles of one team with the same "
        "rights by name, or more in one, the other says nothing, and so it does beside one that may do everything.",
        "Leave the principal in one of the two.",
    ),
    Code(
        "R973",
        "principal without groups",
        "An access entry without groups and policies lets its principal log in and do nothing: every request is "
        "answered by 403.",
        "Give the role to a group of the team in helmwright.yaml, or remove the principal.",
    ),
    Code(
        "R974",
        "ARN of another partition",
        "Accounts of aws-cn and aws-us-gov are worlds of their own: a principal of one means nothing in a cluster of "
        "another.",
        "Correct the ARN, or cluster.region.",
    ),
)

PRINCIPALS, AUTH = "accessPrincipals", "awsAuth"


def eks(resolved: Resolved) -> Iterator[Finding]:
    """Only clusters of EKS have principals."""
    for environment in resolved.inputs.environments.values():
        for field in (PRINCIPALS, AUTH):
            if field in environment.source.data and environment.cluster.provider is not Provider.EKS:
                at = environment.source.at((field,), key=True)
                yield Finding("R970", at, f"{field} is for EKS, and this is {environment.cluster.provider}")


def known(resolved: Resolved) -> Iterator[Finding]:
    """Every principal is of a role that is there, for a team that has groups of it."""
    teams = resolved.inputs.repository.teams
    for environment in resolved.inputs.environments.values():
        for holder in environment.access_principals:
            at = environment.source.at((PRINCIPALS, holder), key=True)
            team, role = holder.rpartition("/")[0], role_of(holder)
            if team and team not in teams:
                hint = did_you_mean(team, teams, "write a role, or a team and its role")
                yield Finding("R971", at, f"there is no team '{team}'", hint)
            elif role not in environment.roles:
                hint = did_you_mean(role, environment.roles, "write a role, or a team and its role")
                yield Finding("R971", at, f"there is no role '{role}'", hint)
            elif not any(groups(holder, teams)) and not is_everything(environment.roles, role):
                of = f"{role} of {team}" if team else role
                hint = (
                    f"add groups: {{{role}: [...]}} to the team"
                    if team
                    else f"let a team have groups of {role}"
                )
                yield Finding("R973", at, f"no group is {of}, so that its principals could do nothing", hint)


def single(resolved: Resolved) -> Iterator[Finding]:
    """No principal has two roles of which one is idle."""
    for environment in resolved.inputs.environments.values():
        having: dict[str, list[tuple[str, Path]]] = {}
        for holder, found in environment.access_principals.items():
            for index, arn in enumerate(found):
                having.setdefault(arn, []).append((holder, (PRINCIPALS, holder, index)))
        for arn, holders in having.items():
            for (first, _), (second, path) in combinations(holders, 2):
                if _is_idle(environment, first, second):
                    message = f"{arn} is {first} and {second}"
                    yield Finding("R972", environment.source.at(path), message, "leave it in one of the two")


def _is_idle(environment: Environment, *holders: str) -> bool:
    """Whether one of two says nothing that the other does not say: that of fewer rights, or beside everything."""
    first, second = (frozenset(environment.roles.get(role_of(one), ())) for one in holders)
    teams = {one.rpartition("/")[0] for one in holders}
    same_team = len(teams) == 1 or "" in teams
    more = same_team and bool(first and second) and (first <= second or second <= first)
    return more or any(is_everything(environment.roles, role_of(one)) for one in holders)


def partitions(resolved: Resolved) -> Iterator[Finding]:
    """Every ARN is one of the region's partition."""
    for environment in resolved.inputs.environments.values():
        partition = environment.cluster.role_arn("").split(":")[1]
        for path, arn in arns(environment):
            of = arn.split(":")[1]
            if environment.cluster.region and of != partition:
                message = f"{arn} is of {of}, and {environment.cluster.region} is in {partition}"
                yield Finding("R974", environment.source.at(path), message)


def arns(environment: Environment) -> Iterator[tuple[Path, str]]:
    """Each ARN that may log in, with where the environment says it: those of people, then those of nodes."""
    for field, found in ((PRINCIPALS, environment.access_principals), (AUTH, environment.aws_auth)):
        for key, own in found.items():
            yield from (((field, key, index), arn) for index, arn in enumerate(own))


RULES = (eks, known, single, partitions)
