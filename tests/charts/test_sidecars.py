"""Sidecars: native ones, which start before everything that may need them and stop after the service."""

from __future__ import annotations

from typing import Any

from chartwright.testing.render import Render

from .support import SERVER, WORKER

PROXY: dict[str, Any] = {
    "image": {"repository": "envoyproxy/envoy", "tag": "v1.36.2"},
    "resources": WORKER["resources"],
}
PORTS = {
    "http": {"containerPort": 8080},
    "tls": {"containerPort": 8443, "servicePort": 443, "sidecar": "proxy"},
}


def with_proxy(render: Render, **values: Any) -> Any:
    return render({**SERVER, "sidecars": {"proxy": PROXY}, **values})


def proxy(render: Render, **own: Any) -> Any:
    probes = {"readiness": {"type": "tcp", "port": "http"}}
    sidecars = {"proxy": {**PROXY, **own}}
    values = {**SERVER, "ports": PORTS, "probes": probes, "sidecars": sidecars}
    return render(values).pod["spec"]["initContainers"][0]


def test_they_start_before_or_after_init_containers_or_with_the_service(render: Render) -> None:
    sidecars = {"a": {**PROXY, "start": "after"}, "b": {**PROXY, "start": "with"}, "z": PROXY}
    spec = with_proxy(render, sidecars=sidecars, initContainers={"migrate": {}}).pod["spec"]
    assert [(item["name"], item.get("restartPolicy")) for item in spec["initContainers"]] == [
        ("z", "Always"),
        ("migrate", None),
        ("a", "Always"),
    ]
    assert [(item["name"], item.get("restartPolicy")) for item in spec["containers"]] == [
        ("cart", None),
        ("b", None),
    ]


def test_they_start_before_init_containers_in_the_order_of_their_ids_and_keep_running(render: Render) -> None:
    sidecars = {"proxy": PROXY, "agent": PROXY, "unused": {**PROXY, "enabled": False}}
    started = with_proxy(render, sidecars=sidecars, initContainers={"a-migrate": {}}).pod["spec"][
        "initContainers"
    ]
    assert [(item["name"], item.get("restartPolicy")) for item in started] == [
        ("agent", "Always"),
        ("proxy", "Always"),
        ("a-migrate", None),
    ]


def test_a_sidecar_is_as_restricted_as_the_service_and_has_its_volumes(render: Render) -> None:
    objects = with_proxy(render, securityContext={"runAsUser": 5})
    (sidecar,) = objects.pod["spec"]["initContainers"]
    for key in ("securityContext", "volumeMounts"):
        assert sidecar[key] == objects.container[key]


def test_it_takes_neither_the_services_variables_nor_its_probes_nor_its_wait(render: Render) -> None:
    objects = with_proxy(render, env={"A": "1"}, shutdown={"preStopSleepSeconds": 20})
    (sidecar,) = objects.pod["spec"]["initContainers"]
    assert set(sidecar) == {
        "name", "image", "imagePullPolicy", "resources", "restartPolicy", "securityContext", "volumeMounts",
    }  # fmt: skip
    assert objects.container["lifecycle"] == {"preStop": {"sleep": {"seconds": 20}}}


def test_a_port_that_names_it_is_its_own_and_the_services(render: Render) -> None:
    probes = {"readiness": {"type": "tcp", "port": "http"}}
    objects = with_proxy(render, ports=PORTS, probes=probes)
    (sidecar,) = objects.pod["spec"]["initContainers"]
    assert sidecar["ports"] == [{"name": "tls", "containerPort": 8443, "protocol": "TCP"}]
    assert [port["name"] for port in objects.container["ports"]] == ["http"]
    assert [port["targetPort"] for port in objects.one("Service")["spec"]["ports"]] == ["http", "tls"]


def test_a_probe_names_the_containers_own_port_and_numbers_anothers(render: Render) -> None:
    own, others = {"type": "http", "port": "tls"}, {"type": "http", "port": "http"}
    sidecar = proxy(render, probes={"readiness": own, "liveness": others})
    assert sidecar["readinessProbe"]["httpGet"]["port"] == "tls"
    assert sidecar["livenessProbe"]["httpGet"]["port"] == 8080


def test_its_hooks_and_probes_are_its_own(render: Render) -> None:
    hook = {"type": "exec", "command": ["/bin/drain"]}
    sidecar = proxy(render, lifecycle={"preStop": hook}, probes={"startup": {"type": "tcp", "port": 9901}})
    assert sidecar["lifecycle"] == {"preStop": {"exec": {"command": ["/bin/drain"]}}}
    assert sidecar["startupProbe"] == {"tcpSocket": {"port": 9901}}


def test_resources_are_required_since_they_add_to_the_services(render: Render) -> None:
    assert render.refused_paths({**WORKER, "sidecars": {"proxy": {}}}) == ["cart.sidecars.proxy"]


def test_a_port_of_a_sidecar_that_does_not_run_is_refused(render: Render) -> None:
    off = {"proxy": {**PROXY, "enabled": False}, "agent": PROXY}
    values = {**SERVER, "ports": PORTS, "sidecars": off}
    assert render.failure(values) == (
        'Deployment: cart.ports.tls.sidecar: no sidecar is called "proxy"; allowed: agent'
    )


def test_a_name_is_one_containers_alone(render: Render) -> None:
    assert render.failure({**WORKER, "sidecars": {"cart": PROXY}}) == (
        "Deployment: cart.sidecars.cart: the service's own container has this name"
    )
    assert render.failure({**WORKER, "sidecars": {"a": PROXY}, "initContainers": {"a": {}}}) == (
        "Deployment: cart.initContainers.a: a sidecar has this name"
    )


def test_a_refused_probe_is_named_with_its_sidecar(render: Render) -> None:
    probes = {"liveness": {"type": "tcp", "port": "tsl"}}
    assert render.failure({**SERVER, "sidecars": {"proxy": {**PROXY, "probes": probes}}}) == (
        'Deployment: cart.sidecars.proxy.probes.liveness.port: no port is called "tsl"; allowed: http'
    )
