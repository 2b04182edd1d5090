"""Hooks of a container's start and end, and resources that change while it runs."""

from __future__ import annotations

from typing import Any

import pytest

from chartwright.testing.render import Render

from .support import SERVER, WORKER

WAIT = {"preStop": {"sleep": {"seconds": 15}}}


def hooks(render: Render, lifecycle: dict[str, Any], **values: Any) -> Any:
    return render({**SERVER, "lifecycle": lifecycle, **values}).container.get("lifecycle")


def test_a_start_hook_stands_beside_the_wait_before_the_end(render: Render) -> None:
    assert hooks(render, {"postStart": {"type": "exec", "command": ["/app/warm", "-v"]}}) == {
        "postStart": {"exec": {"command": ["/app/warm", "-v"]}},
        **WAIT,
    }


def test_a_hook_before_the_end_stands_in_place_of_the_wait(render: Render) -> None:
    hook = {"type": "http", "path": "/drain", "headers": {"Host": "cart"}}
    assert hooks(render, {"preStop": hook}) == {
        "preStop": {
            "httpGet": {"path": "/drain", "port": "http", "httpHeaders": [{"name": "Host", "value": "cart"}]}
        }
    }


def test_a_hook_that_is_switched_off_leaves_the_wait(render: Render) -> None:
    assert hooks(render, {"preStop": {"type": "exec", "command": ["/app/stop"], "enabled": False}}) == WAIT


def test_a_hook_beside_an_explicit_wait_is_refused(render: Render) -> None:
    hook = {"preStop": {"type": "exec", "command": ["/app/stop"]}}
    shutdown = {"preStopSleepSeconds": 5}
    assert render.failure({**WORKER, "lifecycle": hook, "shutdown": shutdown}) == (
        "Deployment: cart.lifecycle.preStop: a container has one preStop hook, "
        "and shutdown.preStopSleepSeconds makes another"
    )


@pytest.mark.parametrize("hook", [{"type": "tcp"}, {"type": "exec"}, {"command": ["/app/stop"]}])
def test_a_hook_that_kubernetes_has_not_is_refused(render: Render, hook: dict[str, Any]) -> None:
    (path,) = {
        path.removesuffix(".type")
        for path in render.refused_paths({**WORKER, "lifecycle": {"preStop": hook}})
    }
    assert path == "cart.lifecycle.preStop"


def test_a_hook_of_an_unknown_port_is_refused(render: Render) -> None:
    hook = {"postStart": {"type": "http", "port": "htp"}}
    assert render.failure({**SERVER, "lifecycle": hook}) == (
        'Deployment: cart.lifecycle.postStart.port: no port is called "htp"; allowed: http'
    )


def test_resources_say_whether_their_change_restarts_the_container(render: Render) -> None:
    policy = {"memory": "RestartContainer", "cpu": "NotRequired"}
    assert render({**WORKER, "resizePolicy": policy}).container["resizePolicy"] == [
        {"resourceName": "cpu", "restartPolicy": "NotRequired"},
        {"resourceName": "memory", "restartPolicy": "RestartContainer"},
    ]
    assert "resizePolicy" not in render(WORKER).container


@pytest.mark.parametrize(("restart", "given"), [("OnFailure", True), ("Never", False)])
def test_a_container_that_is_never_restarted_has_no_policy_of_it(
    render: Render, restart: str, given: bool
) -> None:
    cron = {"schedule": "@daily", "restartPolicy": restart}
    objects = render({**WORKER, "resizePolicy": {"cpu": "RestartContainer"}, "cronJobs": {"tidy": cron}})
    assert ("resizePolicy" in objects.one("CronJob").containers["cart"]) == given
