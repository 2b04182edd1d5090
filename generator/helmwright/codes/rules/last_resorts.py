"""Codes of extra objects and patches."""

from __future__ import annotations

from helmwright.codes.code import Code

LAST_RESORTS = (
    Code(
        "R886",
        "last resort incomplete",
        "An object without a kind is none. A patch without its reason cannot be judged in a review, nor removed once "
        "the reason is gone.",
        "Write apiVersion and kind of the extra object, reason and patch of the patch.",
    ),
    Code(
        "R887",
        "extra object of the whole cluster",
        "What lives outside namespaces, such as a ClusterRole, changes the cluster for every team. The AppProject of a "
        "team would have to permit it.",
        "Let the platform team install it, or use a kind that lives in the namespace, such as a Role.",
    ),
    Code(
        "R888",
        "last resort that is a list",
        "Argo CD takes any object with a list of items for a List, whatever its kind, and deploys the items in its "
        "place. They could have any kind, name and namespace, the whole cluster's among them.",
        "Write each item as an extra object of its own.",
    ),
)
