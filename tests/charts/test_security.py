"""Security: Pod Security `restricted` by default, each setting open to an override."""

from __future__ import annotations

from chartwright.testing.render import Render

from .support import WORKER

POD = {
    "runAsNonRoot": True,
    "runAsUser": 10001,
    "runAsGroup": 10001,
    "fsGroup": 10001,
    "fsGroupChangePolicy": "OnRootMismatch",
    "seccompProfile": {"type": "RuntimeDefault"},
}
CONTAINER = {
    "allowPrivilegeEscalation": False,
    "privileged": False,
    "readOnlyRootFilesystem": True,
    "capabilities": {"drop": ["ALL"]},
}


def test_the_default_is_restricted(render: Render) -> None:
    objects = render(WORKER)
    assert objects.pod["spec"]["securityContext"] == POD
    assert objects.container["securityContext"] == CONTAINER


def test_false_zero_and_the_empty_list_override_the_default(render: Render) -> None:
    objects = render(
        {
            **WORKER,
            "podSecurityContext": {"runAsNonRoot": False, "runAsUser": 0},
            "securityContext": {"readOnlyRootFilesystem": False, "capabilities": {"drop": []}},
        }
    )
    assert objects.pod["spec"]["securityContext"] == {**POD, "runAsNonRoot": False, "runAsUser": 0}
    assert objects.container["securityContext"] == {
        **CONTAINER,
        "readOnlyRootFilesystem": False,
        "capabilities": {"drop": []},
    }


def test_an_added_capability_keeps_the_dropped_ones(render: Render) -> None:
    added = {"capabilities": {"add": ["NET_BIND_SERVICE"]}}
    context = render({**WORKER, "securityContext": added}).container["securityContext"]
    assert context["capabilities"] == {"add": ["NET_BIND_SERVICE"], "drop": ["ALL"]}


def test_a_profile_whose_type_was_overridden_leaves_no_file(render: Render) -> None:
    localhost = {"seccompProfile": {"type": "Localhost", "localhostProfile": "app.json"}}
    default = {"seccompProfile": {"type": "RuntimeDefault"}}
    init = {"a": {"securityContext": default}}
    pod = render({**WORKER, "securityContext": localhost, "initContainers": init}).pod["spec"]
    assert default.items() <= pod["initContainers"][0]["securityContext"].items()
    assert localhost.items() <= pod["containers"][0]["securityContext"].items()


def test_sysctls_are_a_list_for_kubernetes(render: Render) -> None:
    pod = render({**WORKER, "podSecurityContext": {"sysctls": {"b.c": "1", "a.b": "0"}}}).pod
    assert pod["spec"]["securityContext"]["sysctls"] == [
        {"name": "a.b", "value": "0"},
        {"name": "b.c", "value": "1"},
    ]


def test_each_service_has_an_account_of_its_own_without_a_token(render: Render) -> None:
    objects = render(WORKER)
    assert objects.one("ServiceAccount")["automountServiceAccountToken"] is False
    assert objects.pod["spec"]["serviceAccountName"] == "cart"
    assert objects.pod["spec"]["automountServiceAccountToken"] is False


def test_a_token_is_mounted_on_request(render: Render) -> None:
    objects = render({**WORKER, "serviceAccount": {"automount": True}})
    assert objects.one("ServiceAccount")["automountServiceAccountToken"] is True
    assert objects.pod["spec"]["automountServiceAccountToken"] is True


def test_an_account_can_be_named_annotated_and_shared(render: Render) -> None:
    role = {"eks.amazonaws.com/role-arn": "arn:aws:iam::111122223333:role/cart"}
    own = render({**WORKER, "serviceAccount": {"name": "basket", "annotations": role}})
    assert own.pod["spec"]["serviceAccountName"] == "basket"
    assert role.items() <= own.one("ServiceAccount", "basket")["metadata"]["annotations"].items()
    shared = render({**WORKER, "serviceAccount": {"create": False, "name": "basket"}})
    assert shared.named("ServiceAccount") == {}
    assert shared.pod["spec"]["serviceAccountName"] == "basket"
    default = render({**WORKER, "serviceAccount": {"create": False}})
    assert default.pod["spec"]["serviceAccountName"] == "default"
