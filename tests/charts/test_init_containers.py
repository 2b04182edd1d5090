"""Init containers: in order, with the service's image, resources and security unless they have their own."""

from __future__ import annotations

from typing import Any

from chartwright.testing.render import Render

from .support import SERVER, WORKER

BUSYBOX = {"repository": "busybox", "tag": "1.37", "pullPolicy": "Always"}


def containers(render: Render, entries: dict[str, Any], **values: Any) -> Any:
    return render({**SERVER, **values, "initContainers": entries}).pod["spec"].get("initContainers", [])


def test_they_run_in_the_order_of_their_ids(render: Render) -> None:
    assert [
        item["name"]
        for item in containers(render, {"b-seed": {}, "a-migrate": {}, "c-off": {"enabled": False}})
    ] == [
        "a-migrate",
        "b-seed",
    ]


def test_one_with_nothing_of_its_own_is_the_service_without_its_command_ports_and_variables(
    render: Render,
) -> None:
    objects = render(
        {
            **SERVER,
            "command": ["/app"],
            "env": {"A": "1"},
            "configMaps": {"app": {"data": {"a": "b"}, "asEnv": True}},
            "initContainers": {"migrate": {"args": ["migrate"]}},
        }
    )
    shared = ("image", "imagePullPolicy", "resources", "securityContext", "volumeMounts")
    assert objects.pod["spec"]["initContainers"] == [
        {"name": "migrate", "args": ["migrate"], **{key: objects.container[key] for key in shared}}
    ]


def test_its_own_image_is_whole_and_takes_nothing_from_the_services(render: Render) -> None:
    image = {"repository": "ghcr.io/acme/cart", "digest": f"sha256:{64 * 'a'}", "pullPolicy": "Never"}
    (wait,) = containers(render, {"wait": {"image": {"repository": "busybox", "tag": "1.37"}}}, image=image)
    assert (wait["image"], wait["imagePullPolicy"]) == ("busybox:1.37", "IfNotPresent")
    (wait,) = containers(render, {"wait": {"image": BUSYBOX}})
    assert wait["imagePullPolicy"] == "Always"


def test_its_own_variables_and_resources(render: Render) -> None:
    resources = {"requests": {"cpu": "10m", "memory": "8Mi"}, "limits": {"memory": "8Mi"}}
    (tool,) = containers(
        render,
        {"tool": {"env": {"A": "$(B)", "B": "1"}, "envFrom": {"x": {"secret": "s"}}, "resources": resources}},
    )
    assert tool["env"] == [{"name": "B", "value": "1"}, {"name": "A", "value": "$(B)"}]
    assert tool["envFrom"] == [{"secretRef": {"name": "s"}}]
    assert tool["resources"] == resources


def test_it_is_as_restricted_as_the_service_unless_told_otherwise(render: Render) -> None:
    (default,) = containers(render, {"a": {}})
    assert default["securityContext"]["readOnlyRootFilesystem"] is True
    (inherited,) = containers(
        render, {"a": {}}, securityContext={"readOnlyRootFilesystem": False, "runAsUser": 5}
    )
    assert inherited["securityContext"]["readOnlyRootFilesystem"] is False
    (own,) = containers(
        render,
        {"a": {"securityContext": {"runAsUser": 0}}},
        securityContext={"runAsUser": 5, "runAsGroup": 6},
    )
    assert own["securityContext"]["runAsUser"] == 0
    assert own["securityContext"]["runAsGroup"] == 6
    assert own["securityContext"]["capabilities"] == {"drop": ["ALL"]}


def test_what_one_of_them_overrides_does_not_leak_into_another_container(render: Render) -> None:
    contexts = {"seccompProfile": {"type": "Localhost", "localhostProfile": "app.json"}}
    init = {
        "a": {"securityContext": {"seccompProfile": {"type": "Localhost", "localhostProfile": "init.json"}}},
        "b": {},
    }
    pod = render({**WORKER, "securityContext": contexts, "initContainers": init}).pod["spec"]
    profiles = {
        item["name"]: item["securityContext"]["seccompProfile"]["localhostProfile"]
        for item in [*pod["initContainers"], *pod["containers"]]
    }
    assert profiles == {"a": "init.json", "b": "app.json", "cart": "app.json"}


def test_a_variable_that_is_not_one_reference_is_refused_by_its_path(render: Render) -> None:
    assert render.failure({**WORKER, "initContainers": {"a": {"env": {"X": {}}}}}).startswith(
        "Deployment: cart.initContainers.a.env.X: is not exactly one reference"
    )


def test_one_with_the_name_of_the_service_is_refused(render: Render) -> None:
    assert render.failure({**WORKER, "initContainers": {"cart": {}}}) == (
        "Deployment: cart.initContainers.cart: the service's own container has this name"
    )
