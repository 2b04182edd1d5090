"""A question about rights, in the words of kubectl auth can-i: `create pods/exec -n shop`."""

from __future__ import annotations

from collections.abc import Iterable

from helmwright.kubernetes.lists import items
from helmwright.kubernetes.rbac import Binding, Request
from helmwright.kubernetes.requests import cluster_resources

FORM = 'VERB RESOURCE[.GROUP][/SUBRESOURCE] [NAME] [-n NAMESPACE], or VERB /PATH: "create pods/exec -n shop"'


def question(text: str, found: Iterable[Binding]) -> Request:
    """What is asked. Raises ValueError, with what is wrong, for anything else.

    The API group may be left out: it is the core one, or one in which some rule of what is `found` knows the resource.
    """
    words, namespace = _namespace(text.split())
    if len(words) not in (2, 3) or any(word.startswith("-") for word in words):
        raise ValueError("it is not of this form")
    verb, what, *name = words
    if what.startswith("/"):
        if name or namespace:
            raise ValueError("a path has neither a name nor a namespace")
        return Request(verb.lower(), path=what)
    kind, slash, sub = what.partition("/")
    resource, dot, group = kind.partition(".")
    if not resource or (slash and not sub):
        raise ValueError("it is not of this form")
    if not dot:
        group = _group(resource, found)
    outside = (group, resource) in cluster_resources()
    return Request(
        verb=verb.lower(),
        group=group,
        resource=f"{resource.lower()}{slash}{sub}",
        name=name[0] if name else "",
        namespace="" if outside else namespace,
    )


def _namespace(words: list[str]) -> tuple[list[str], str]:
    """The words without the namespace, and that, empty for all."""
    for index, word in enumerate(words):
        if word in ("-n", "--namespace") and index + 1 < len(words):
            return [*words[:index], *words[index + 2 :]], words[index + 1]
    return words, ""


def _group(resource: str, found: Iterable[Binding]) -> str:
    """The group that rules know a resource in; the core one first, and `extensions`, which has gone, last."""
    known = {
        group
        for binding in found
        for rule in binding.rules
        if resource in {name.partition("/")[0] for name in items(rule.get("resources"))}
        for group in items(rule.get("apiGroups"))
    }
    return next(iter(sorted(known - {"*"}, key=lambda group: (group == "extensions", group))), "")
