"""What requests to the API server are about: verbs, and resources by their names in the plural."""

from __future__ import annotations

from helmwright.kubernetes.scopes import CLUSTER_SCOPED

VERBS = ("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")
"""What requests about objects are asked for by
(https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb)."""
SPECIAL_VERBS = ("approve", "attest", "bind", "escalate", "impersonate", "sign", "use")
"""What is asked for beside, of some resources."""
PATH_VERBS = ("get", "head", "post", "put", "patch", "delete", "options")
"""What requests about paths that are no resources are asked for by: their methods."""


def cluster_resources() -> frozenset[tuple[str, str]]:
    """The resources outside namespaces, by group and name; a Role in a namespace may be about the namespace itself."""
    return frozenset((group, plural(kind.lower())) for group, kind in CLUSTER_SCOPED - {("", "Namespace")})


def plural(singular: str) -> str:
    """The usual plural of a kind in lower case.

    What is called endpoints is so already (UnsafeGuessKindToResource of Kubernetes' apimachinery, restmapper.go).
    """
    if singular.endswith("endpoints"):
        return singular
    if singular.endswith("y") and singular[-2:-1] not in "aeiou":
        return f"{singular[:-1]}ies"
    return f"{singular}es" if singular.endswith(("s", "x", "ch", "sh")) else f"{singular}s"
