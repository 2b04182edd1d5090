"""A question about rights, in the words of kubectl auth can-i: `create pods/exec -n shop`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain

from helmwright.kubernetes.lists import items
from helmwright.kubernetes.rbac import Binding, Request, Rule
from helmwright.kubernetes.requests import PATH_VERBS, SPECIAL_VERBS, VERBS, cluster_resources
from helmwright.kubernetes.resources import BUILT_IN, Resource
from helmwright.kubernetes.scopes import is_custom

FORM = 'VERB RESOURCE[.GROUP][/SUBRESOURCE] [NAME] [-n NAMESPACE], or VERB /PATH: "create pods/exec -n shop"'


class UnknownNameError(Exception):
    """A verb or a resource that nothing knows, of which the answer would be no; with the names that are known."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"there is no {what} '{name}'")
        self.name = name
        self.known = tuple(known)


def question(text: str, found: Sequence[Binding], custom: Iterable[Resource] = ()) -> Request:
    """What is asked. Raises ValueError, with what is wrong, for what is none, and UnknownNameError.

    A resource is one of Kubernetes' own or a `custom` one, by any of its names, or one that some rule of what is
    `found` knows. Without an API group it is that of the first which has it.
    """
    words, namespace = _namespace(text.split())
    if len(words) not in (2, 3) or any(word.startswith("-") for word in words):
        raise ValueError("it is not of this form")
    verb, what, *name = words
    if what.startswith("/"):
        if name or namespace:
            raise ValueError("a path has neither a name nor a namespace")
        return Request(_verb(verb, PATH_VERBS, found, "nonResourceURLs"), path=what)
    kind, slash, sub = what.partition("/")
    if not kind.partition(".")[0] or (slash and not sub):
        raise ValueError("it is not of this form")
    group, resource = _resource(kind.lower(), found, custom)
    outside = (group, resource) in cluster_resources()
    return Request(
        verb=_verb(verb, (*VERBS, *SPECIAL_VERBS), found, "resources"),
        group=group,
        resource=f"{resource}{slash}{sub}",
        name=name[0] if name else "",
        namespace="" if outside else namespace,
    )


def _namespace(words: list[str]) -> tuple[list[str], str]:
    """The words without the namespace, and that, empty for all."""
    for index, word in enumerate(words):
        if word in ("-n", "--namespace") and index + 1 < len(words):
            return [*words[:index], *words[index + 2 :]], words[index + 1]
    return words, ""


def _verb(said: str, usual: Collection[str], found: Iterable[Binding], about: str) -> str:
    """One of the usual verbs, or of those that rules about resources or paths have."""
    ruled = (verb for rule in _rules(found) if rule.get(about) for verb in items(rule.get("verbs")))
    known = {"*", *usual, *ruled}
    if said.lower() not in known:
        raise UnknownNameError("verb", said, sorted(known))
    return said.lower()


def _resource(said: str, found: Iterable[Binding], custom: Iterable[Resource]) -> tuple[str, str]:
    """The group and the name in the plural."""
    resource, dot, group = said.partition(".")
    ruled = {
        (of, name.partition("/")[0])
        for rule in _rules(found)
        for name in items(rule.get("resources"))
        for of in items(rule.get("apiGroups"))
    }
    anything = is_custom(group) and (group, "*") in ruled
    if resource == "*" or anything:
        return group, resource
    by_rules = (Resource(*one) for one in sorted(ruled, key=_order) if "*" not in one)
    known = (*BUILT_IN, *custom, *by_rules)
    for one in known:
        if resource in (one.name, *one.called) and (not dot or one.group == group):
            return one.group, one.name
    if ("*", resource) in ruled:
        return group, resource
    names = (f"{one.name}.{one.group}" if dot else one.name for one in known)
    raise UnknownNameError("resource", said, dict.fromkeys(names))


def _rules(found: Iterable[Binding]) -> Iterator[Rule]:
    return chain.from_iterable(binding.rules for binding in found)


def _order(ruled: tuple[str, str]) -> tuple[bool, tuple[str, str]]:
    """What has gone, `extensions`, comes last."""
    return ruled[0] == "extensions", ruled
