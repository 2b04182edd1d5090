"""Services that the schema and the rules both allow, each field drawn so that it fits the others."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from hypothesis import strategies as st
from tests.property.schema_values import Strategy, field, texts

Fields = dict[str, Any]

_TAGS = texts("^[A-Za-z0-9_][A-Za-z0-9._-]{0,20}$").filter(lambda tag: tag != "latest")
_DIGESTS = st.integers(0, 16**64 - 1).map(lambda number: f"sha256:{number:064x}")
_WORDS = st.text(st.characters(codec="utf-8"), max_size=20)
_UPPER = st.text("XYZ0123456789_", min_size=1, max_size=8)
_SECONDS = st.sampled_from(["1s", "5s", "15s", "2m"])
_CIDRS = st.lists(
    st.sampled_from(["10.0.0.0/8", "192.0.2.0/24", "0.0.0.0/0", "2001:db8::/32"]), min_size=1, unique=True
)


@dataclass(frozen=True)
class Target:
    """A service that others may refer to, and its ports."""

    key: str
    ports: tuple[str, ...]


@cache
def images() -> Strategy:
    """Images with a tag, a digest or both."""
    versions = st.one_of(
        st.fixed_dictionaries({"tag": _TAGS}),
        st.fixed_dictionaries({"digest": _DIGESTS}, optional={"tag": _TAGS}),
    )
    rest = st.fixed_dictionaries(
        {"repository": texts("^[a-z0-9]{1,9}([._/-][a-z0-9]{1,9}){0,3}$")},
        optional={"pullPolicy": field("image", "pullPolicy")},
    )
    return st.builds(lambda image, version: image | version, rest, versions)


@st.composite
def resources(draw: st.DrawFn) -> Fields:
    """Requests, and limits that are not below them."""
    memory, more = draw(st.integers(1, 4096)), draw(st.integers(0, 4096))
    amounts = {"requests": {"cpu": f"{draw(st.integers(1, 8000))}m", "memory": f"{memory}Mi"}}
    limits = {"memory": f"{memory + more}Mi"}
    if draw(st.booleans()):
        limits["cpu"] = draw(st.sampled_from(["8", "8.5", "16000m"]))
    return amounts | {"limits": limits}


@st.composite
def ports(draw: st.DrawFn) -> Fields:
    """Ports with numbers of their own, in the short form and the long one."""
    names = draw(st.lists(texts("^[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?$"), max_size=3, unique=True))
    numbers = draw(st.lists(st.integers(1, 65535), min_size=len(names), max_size=len(names), unique=True))
    result: Fields = {}
    for name, number in zip(names, numbers, strict=True):
        long = {"container": number, "protocol": "TCP"} | draw(
            st.fixed_dictionaries({}, optional={"appProtocol": field("ports", "http", "appProtocol")})
        )
        result[name] = draw(st.sampled_from([number, long]))
    return result


@cache
def probe(names: tuple[str, ...], *, several: bool) -> Strategy:
    """Probes of the ports, or of a command where there is no port."""
    times: dict[str, Strategy] = {"initialDelay": _SECONDS, "period": _SECONDS, "timeout": _SECONDS}
    counts: dict[str, Strategy] = {"failureThreshold": field("probes", "readiness", "failureThreshold")}
    if several:
        counts["successThreshold"] = field("probes", "readiness", "successThreshold")
    optional = times | counts
    command = st.lists(_WORDS, min_size=1, max_size=2)
    forms: list[Strategy] = [
        st.fixed_dictionaries({"type": st.just("exec"), "command": command}, optional=optional)
    ]
    if names:
        port = {"port": st.sampled_from(sorted(names))}
        paths = {"path": texts("^/[ -~]{0,20}$")}
        headers: dict[str, Strategy] = {
            "headers": st.dictionaries(texts("^[A-Za-z0-9-]{1,9}$"), _WORDS, max_size=2),
            "scheme": st.sampled_from(["HTTP", "HTTPS"]),
        }
        forms += [
            st.fixed_dictionaries({"type": st.just("http"), **port, **paths}, optional=optional | headers),
            st.fixed_dictionaries({"type": st.just("tcp"), **port}, optional=optional),
            st.fixed_dictionaries({"type": st.just("grpc"), **port}, optional=optional | {"service": _WORDS}),
        ]
    return st.one_of(forms)


@cache
def env(targets: tuple[Target, ...]) -> Strategy:
    """Variables of every form; their names are no words for secrets."""
    forms: list[Strategy] = [
        _WORDS,
        *(
            st.fixed_dictionaries({form: texts("^[a-z]{1,9}(-[a-z]{1,9})?/[a-zA-Z0-9][-._a-zA-Z0-9]{0,8}$")})
            for form in ("secret", "configMap")
        ),
        st.fixed_dictionaries({"field": st.sampled_from(["metadata.name", "status.podIP", "spec.nodeName"])}),
        st.fixed_dictionaries({"resource": st.sampled_from(["requests.cpu", "limits.memory"])}),
    ]
    if targets:
        references = st.sampled_from([f"{target.key}/{port}" for target in targets for port in target.ports])
        forms += [st.fixed_dictionaries({form: references}) for form in ("address", "url")]
    return st.dictionaries(st.builds("A_{}".format, _UPPER), st.one_of(forms), max_size=3)


@st.composite
def contents(draw: st.DrawFn) -> Fields:
    """Secrets, configuration and volumes with names, variables and folders of their own.

    No name of a file of the configuration holds a word for secrets: none is written with the last letters.
    """
    names = draw(st.lists(texts("^[a-z]([-a-z0-9]{0,8}[a-z0-9])?$"), max_size=3, unique=True))
    result: Fields = {}
    for number, name in enumerate(names):
        mount = f"/mnt/{number}" + draw(st.sampled_from(["", "/data", "/with space"]))
        variable = st.builds(f"B{number}_{{}}".format, _UPPER)
        variables = draw(st.dictionaries(variable, _WORDS, min_size=1, max_size=2))
        files = draw(st.dictionaries(texts("^[u-z]{1,8}(\\.[u-z]{1,4})?$"), _WORDS, min_size=1, max_size=2))
        secret = {"key": draw(texts("^[a-z]{1,8}(/[a-z]{1,8})?$"))}
        properties = dict.fromkeys(variables, "property")
        field_name, entry = draw(
            st.sampled_from(
                [
                    ("secrets", {**secret, "env": properties}),
                    ("secrets", {**secret, "mount": mount, "refresh": "30m"}),
                    ("secrets", {**secret, "env": properties, "mount": mount}),
                    ("config", {"env": variables}),
                    ("config", {"data": files, "mount": mount}),
                    ("storage", {"temporary": True, "mount": mount}),
                    ("storage", {"temporary": True, "size": "64Mi", "mount": mount}),
                    ("storage", {"claim": "shared", "mount": mount}),
                    ("storage", {"size": "1Gi", "class": "fast", "access": "ReadWriteMany", "mount": mount}),
                ]
            )
        )
        result.setdefault(field_name, {})[name] = entry
    return result


_KEY = {"key": st.sampled_from(["spot", "acme.example/gpu"])}
_EFFECT = {"effect": st.sampled_from(["NoSchedule", "PreferNoSchedule", "NoExecute"])}
_TOLERATIONS = st.one_of(
    st.fixed_dictionaries(_KEY, optional={**_EFFECT, "value": st.sampled_from(["", "true"])}),
    st.fixed_dictionaries({"operator": st.just("Exists")}, optional={**_KEY, **_EFFECT}),
    st.fixed_dictionaries(
        {**_KEY, "effect": st.just("NoExecute"), "tolerationSeconds": st.integers(0, 2**31 - 1)}
    ),
)
_PLACEMENT = st.fixed_dictionaries(
    {},
    optional={
        **{name: field("placement", name) for name in ("spread", "selector", "priority")},
        "tolerations": st.lists(_TOLERATIONS, max_size=2),
    },
)
_RANGES = st.builds(
    lambda least, more: {"min": least, "max": least + more, "cpu": 70}, st.integers(1, 5), st.integers(0, 5)
)
_PODS: dict[str, Strategy] = {
    "replicas": st.integers(0, 5) | _RANGES | st.just({"min": 1, "max": 3, "memory": 80, "cpu": 70}),
    "rollout": st.sampled_from(
        [
            {"type": "recreate"},
            {"type": "rolling", "maxSurge": 2},
            {"type": "rolling", "maxSurge": 0, "maxUnavailable": "50%"},
        ]
    ),
    "disruption": st.sampled_from([False, True, {}, {"maxUnavailable": 1}, {"maxUnavailable": "25%"}]),
    "shutdown": st.sampled_from([{"drain": "0s"}, {"drain": "20s"}, {"drain": "1m", "grace": "2m"}]),
}
_CANARIES = st.fixed_dictionaries(
    {"type": st.just("canary")},
    optional={
        "maxSurge": st.integers(1, 3),
        "steps": st.lists(
            st.integers(0, 100)
            | st.just({"weight": 5, "pause": "1m"})
            | st.just({"weight": 5, "manual": True}),
            min_size=1,
            max_size=3,
        ),
    },
)


def _with_budgets_of_several(fields: Fields) -> Fields:
    """The fields, where a budget is for pods of which the same fields say that there may be several."""
    replicas = fields.get("replicas", 1)
    alone = (replicas if isinstance(replicas, int) else replicas["max"]) < 2
    return {name: value for name, value in fields.items() if name != "disruption" or not (value and alone)}


SCALING: Strategy = st.fixed_dictionaries(
    {},
    optional={
        **_PODS,
        "rollout": _PODS["rollout"] | _CANARIES,
        "placement": _PLACEMENT,
        "imagePullSecrets": field("imagePullSecrets"),
        "links": field("links"),
        "description": field("description"),
    },
).map(_with_budgets_of_several)
"""Fields that fit whatever else a service has, as a layer may hold them."""


@cache
def network(names: tuple[str, ...]) -> Strategy:
    """Openings beyond the call graph, of the ports that have these names."""
    ids = texts("^[a-z]{1,8}$")
    some = {"ports": st.lists(st.sampled_from(sorted(names)), min_size=1, unique=True)} if names else {}
    source = st.fixed_dictionaries({"namespace": ids}, optional=some)
    port = st.fixed_dictionaries(
        {"port": st.integers(1, 65535)}, optional={"protocol": st.sampled_from(["TCP", "UDP"])}
    )
    target = st.builds(lambda cidrs, to: {"cidrs": cidrs, **to}, _CIDRS, st.just({}) | port)
    openings: dict[str, Strategy] = {
        "allowFrom": st.dictionaries(ids, source, max_size=2),
        "egress": st.dictionaries(ids, target, max_size=2),
        "internet": st.booleans(),
    }
    return st.fixed_dictionaries({}, optional=openings)


_SECURITY = st.fixed_dictionaries(
    {},
    optional={
        "runAsUser": st.just({"value": 1000, "reason": "The image's files belong to it."}),
        "fsGroup": st.just({"value": 0, "reason": "The volume belongs to it."}),
        "readOnlyRootFilesystem": st.just({"value": False, "reason": "It writes beside its binary."}),
        "addCapabilities": st.just({"value": ["NET_BIND_SERVICE"], "reason": "It listens on port 80."}),
    },
)


@cache
def container(targets: tuple[Target, ...]) -> dict[str, Strategy]:
    """What a container may have that takes the rest from the service."""
    return {"image": images(), "resources": _RESOURCES, "env": env(targets)}


@cache
def init_containers(targets: tuple[Target, ...]) -> Strategy:
    """At most one init container, which says what it runs."""
    one = st.fixed_dictionaries({"args": _SAID}, optional=container(targets))
    return st.dictionaries(texts("^init-[a-z]{1,8}$"), one, max_size=1)


@cache
def workers(targets: tuple[Target, ...]) -> Strategy:
    """At most one worker, with the port that it is probed at if any."""
    probed = {"ports": {"health": 8081}, "probes": {"liveness": {"type": "tcp"}}}
    optional = {**container(targets), "args": _ARGUMENTS, **_PODS}
    one = st.builds(
        lambda given, more: {**_with_budgets_of_several(given), **more},
        st.fixed_dictionaries({}, optional=optional),
        st.sampled_from([{}, probed]),
    )
    return st.dictionaries(texts("^work-[a-z]{1,8}$"), one, max_size=1)


_SCHEDULES: dict[str, Strategy] = {"schedule": st.sampled_from(["@daily", "*/5 0-6 1,15 JAN mon-fri"])}
_MOMENTS: dict[str, Strategy] = {"when": st.sampled_from(["before", "with", "after"])}


def jobs(prefix: str, targets: tuple[Target, ...], when: dict[str, Strategy]) -> Strategy:
    """At most one cron job or task, as its moment says, which says what it runs."""
    optional: dict[str, Strategy] = {
        **container(targets),
        "activeDeadline": st.sampled_from(["1s", "90m", "1h30m"]),
        "backoffLimit": st.integers(0, 10),
        "restartPolicy": st.sampled_from(["Never", "OnFailure"]),
    }
    one = st.fixed_dictionaries({**when, "args": _SAID}, optional=optional)
    return st.dictionaries(texts(f"^{prefix}-[a-z]{{1,8}}$"), one, max_size=1)


@cache
def probes(names: tuple[str, ...]) -> Strategy:
    """Probes of a service with ports of these names; readiness always when there are any."""
    readiness = {"readiness": probe(names, several=True)} if names else {}
    others = {kind: probe(names, several=False) for kind in ("startup", "liveness")}
    return st.fixed_dictionaries(readiness, optional=others)


_RESOURCES, _PORTS, _CONTENTS = resources(), ports(), contents()
_ARGUMENTS, _SAID = (st.lists(_WORDS, min_size=least, max_size=2) for least in (0, 1))
_COMMANDS = st.fixed_dictionaries({}, optional={"command": _ARGUMENTS, "args": _ARGUMENTS})


def _answers_both(port: Any) -> Fields:
    """The port with a word on its protocol, so that requests may be routed to it as HTTP whatever probes it."""
    long = port if isinstance(port, dict) else {"container": port}
    return {"appProtocol": "http", **long}


@st.composite
def services(draw: st.DrawFn, name: str, targets: tuple[Target, ...]) -> Fields:
    """A service called `name` that refers to none but the targets."""
    own = draw(_PORTS)
    names = tuple(sorted(own))
    result: Fields = {
        "image": draw(images()),
        "resources": draw(_RESOURCES),
        "ports": own,
        "env": draw(env(targets)),
        "probes": draw(probes(names)),
        "network": draw(network(names)),
        "security": draw(_SECURITY),
        "initContainers": draw(init_containers(targets)),
        "workers": draw(workers(targets)),
        "crons": draw(jobs("cron", targets, _SCHEDULES)),
        "tasks": draw(jobs("task", targets, _MOMENTS)),
        **draw(_COMMANDS),
        **draw(_CONTENTS),
        **draw(SCALING),
    }
    if targets:
        result["connectsTo"] = sorted(draw(st.sets(st.sampled_from([target.key for target in targets]))))
    exposed = draw(st.booleans())
    if names and exposed:
        ready = result["probes"]["readiness"]
        if ready["type"] == "grpc":
            result["ports"] = {**own, ready["port"]: _answers_both(own[ready["port"]])}
        port = draw(st.sampled_from(names))
        more: Any = {"api": {"hosts": [f"{name}-api"], "port": draw(st.sampled_from(names))}}
        result["expose"] = {
            "hosts": [name],
            "port": port,
            "public": True,
            "more": draw(st.sampled_from([{}, more])),
        }
    return result
