"""Every name in a cluster, composed in one place, and how long each may be."""

from __future__ import annotations

import re
from collections.abc import Iterable

NAME = re.compile(r"[a-z]([-a-z0-9]{0,38}[a-z0-9])?")
"""What the schemas' `name` allows, for names that come from files and folders."""
NAME_FORM = "1 to 40 characters a-z, 0-9 and -, the first a letter and the last not -"
RELEASE_MAX = 53
"""A Helm release's name (helm pkg/chart/v2/util/validate_name.go); ours equals the Application's."""
CRON_JOB_MAX = 52
"""A CronJob's name, which its Jobs' names put a time after
(https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/)."""
TASK_MAX = 54
"""A Job's name without the hyphen and the 8 characters that the service chart puts after it."""
SCALED_MAX = 54
"""What KEDA scales, whose HorizontalPodAutoscaler it calls `keda-hpa-<name>`, a label of 63 characters at most."""
LABEL_MAX = 63
"""A label's value, and every name that becomes one."""

EXTERNAL = "external"
"""The id of the object that faces outwards."""
HEADLESS = "headless"
"""The id of the Service that gives each pod of a StatefulSet a name in DNS."""
PREVIEW = "preview"
"""The id of the Service that reaches the new pods of a blue-green rollout."""
BACKGROUND = "background"
"""The id of the NetworkPolicy of the pods beside a service's own."""
EXTERNAL_APP = "external"
"""What stands in place of an app's name where a reference means something outside the cluster."""
ROOT = "root"
NAMESPACES = "namespaces"
AWS_AUTH = "aws-auth"
RESERVED_APPS = frozenset({ROOT, NAMESPACES, AWS_AUTH})
"""Names of Applications that every environment has."""
RESERVED_TEAMS = RESERVED_APPS
"""Names of the AppProjects that every environment has."""
RESERVED_SERVICES = frozenset({"global", "tags", "exports", EXTERNAL_APP})
"""Top-level keys that mean something else to Helm in an umbrella chart's values, and what references read otherwise."""
RESERVED_ENVIRONMENTS = frozenset({"services", "files"})
"""Folders that apps have already."""
IN_CLUSTER = "in-cluster"
"""By which name an Argo CD knows the cluster that it runs in."""
SYSTEM_NAMESPACES = frozenset({"default", "kube-system", "kube-public", "kube-node-lease"})
"""Namespaces of the cluster's own parts."""

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Names that no file may have on Windows, whatever its ending
(https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file)."""


def member(environment: str, key: str) -> str:
    """The environment that is one cluster of those that an environment has."""
    return f"{environment}-{key}"


def application(environment: str, app: str, service: str = "") -> str:
    """The Application of an app in an environment, or of one service that has its own."""
    return f"{environment}-{app}-{service}" if service else f"{environment}-{app}"


def project(environment: str, team: str) -> str:
    """The AppProject of a team in an environment."""
    return f"{environment}-{team}"


def reserved(environments: Iterable[str]) -> dict[str, str]:
    """Who has the names of the Applications and projects of every environment: `a-b-root` is the root of `a-b`."""
    return {
        application(environment, name): f"the {name} of '{environment}'"
        for environment in environments
        for name in sorted(RESERVED_APPS)
    }


def namespace(pattern: str, environment: str, app: str) -> str:
    """The namespace that an environment's pattern gives to an app."""
    return pattern.replace("{app}", app).replace("{environment}", environment)


def secondary(service: str, identifier: str) -> str:
    """An object beside a service's main ones."""
    return f"{service}-{identifier}"


def host(name: str, domain: str) -> str:
    """A host in full: a name without a dot gets the domain, if there is one; `*.shop` and `*` are every name there."""
    return f"{name}.{domain}" if domain and is_short(name) else name


def is_short(host: str) -> bool:
    """Whether a host is the first label of a name, or what is below it."""
    return "." not in host.removeprefix("*.")


def address(service: str, namespace: str, caller_namespace: str) -> str:
    """The DNS name by which a caller reaches a service."""
    return service if namespace == caller_namespace else f"{service}.{namespace}.svc"
