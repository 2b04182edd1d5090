"""Metrics: a ServiceMonitor or PodMonitor that finds every pod once."""

from __future__ import annotations

from typing import Any

from chartwright.testing.render import Render

from .support import SERVER, WORKER

METRICS = {**SERVER, "metrics": {"port": "http"}}
SELECTOR = {
    "app.kubernetes.io/name": "cart",
    "app.kubernetes.io/instance": "prod-shop",
    "app.kubernetes.io/component": "server",
}


def test_a_port_of_the_service_is_scraped_through_the_service(render: Render) -> None:
    assert render(METRICS).one("ServiceMonitor")["spec"] == {
        "jobLabel": "app.kubernetes.io/name",
        "selector": {"matchLabels": SELECTOR},
        "endpoints": [
            {
                "port": "http",
                "path": "/metrics",
                "scheme": "http",
                "relabelings": [
                    {"sourceLabels": ["__meta_kubernetes_service_name"], "regex": "cart", "action": "keep"}
                ],
            }
        ],
    }


def test_the_selector_finds_the_service_and_its_pods(render: Render) -> None:
    """The labels that a monitor asks for are those of the Service's metadata, which nothing else holds together."""
    objects = render(METRICS)
    for labels in (objects.one("Service")["metadata"]["labels"], objects.pod["metadata"]["labels"]):
        assert SELECTOR.items() <= labels.items()


def test_a_port_outside_the_service_is_scraped_on_the_pods(render: Render) -> None:
    port = {"metrics": {"containerPort": 9090, "expose": False}}
    spec = render({**WORKER, "ports": port, "metrics": {"port": "metrics"}}).one("PodMonitor")["spec"]
    assert spec["podMetricsEndpoints"] == [{"port": "metrics", "path": "/metrics", "scheme": "http"}]
    assert spec["selector"] == {"matchLabels": SELECTOR}


def test_pods_are_scraped_by_themselves_without_a_service(render: Render) -> None:
    assert render({**METRICS, "service": {"enabled": False}}).named("ServiceMonitor") == {}
    assert render({**METRICS, "service": {"enabled": False}}).named("PodMonitor") != {}


def test_pods_are_scraped_by_themselves_on_request(render: Render) -> None:
    assert render({**SERVER, "metrics": {"port": "http", "monitor": "PodMonitor"}}).named("PodMonitor") != {}


WORKERS: dict[str, Any] = {
    "workers": {
        "mailer": {"ports": {"http": {"containerPort": 9191}}},
        "silent": {"ports": {"health": {"containerPort": 8081}}},
        "off": {"ports": {"http": {"containerPort": 9192, "enabled": False}}},
    }
}
PROMETHEUS = {
    "networkPolicy": {"fromNamespaces": {"prometheus": {"namespace": "monitoring", "ports": ["http"]}}}
}


def test_workers_with_the_port_are_scraped_too(render: Render) -> None:
    objects = render({**METRICS, **WORKERS, **PROMETHEUS})
    assert [*objects.named("PodMonitor")] == ["cart-mailer"]
    spec = objects.one("PodMonitor", "cart-mailer")["spec"]
    assert spec["selector"] == {"matchLabels": {**SELECTOR, "app.kubernetes.io/component": "worker-mailer"}}
    assert spec["podMetricsEndpoints"] == [{"port": "http", "path": "/metrics", "scheme": "http"}]
    (way,) = objects.one("NetworkPolicy", "cart-background")["spec"]["ingress"]
    assert way["ports"] == [{"port": 9191, "protocol": "TCP"}]
    assert way["from"] == [
        {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "monitoring"}}}
    ]


def test_workers_without_it_are_left_alone(render: Render) -> None:
    objects = render({**METRICS, "workers": {"silent": WORKERS["workers"]["silent"]}, **PROMETHEUS})
    assert objects.named("PodMonitor") == {}
    assert "ingress" not in objects.one("NetworkPolicy", "cart-background")["spec"]
    off = {**SERVER, **WORKERS, **PROMETHEUS, "metrics": {"port": "http", "enabled": False}}
    assert render(off).named("PodMonitor") == {}


def test_a_service_monitor_without_the_port_in_the_service_is_refused(render: Render) -> None:
    values: dict[str, Any] = {
        **WORKER,
        "ports": {"metrics": {"containerPort": 9090, "expose": False}},
        "metrics": {"port": "metrics", "monitor": "ServiceMonitor"},
    }
    assert render.failure(values) == (
        'ServiceMonitor: cart.metrics.monitor: the Service has no port "metrics"; allowed: PodMonitor'
    )


def test_metrics_of_a_port_that_is_not_there_are_refused(render: Render) -> None:
    assert render.failure({**SERVER, "metrics": {"port": "stats"}}) == (
        'ServiceMonitor: cart.metrics.port: no port is called "stats"; allowed: http'
    )


def test_prometheus_selects_monitors_by_labels_that_win_over_common_ones(render: Render) -> None:
    labels = {
        "monitoringLabels": {"release": "prometheus"},
        "commonLabels": {"release": "cart", "team": "web"},
    }
    found = render({**METRICS, **labels}).one("ServiceMonitor")["metadata"]["labels"]
    assert (found["release"], found["team"]) == ("prometheus", "web")


def test_argo_cd_may_meet_a_monitor_before_its_definition(render: Render) -> None:
    annotations = render(METRICS).one("ServiceMonitor")["metadata"]["annotations"]
    assert annotations == {"argocd.argoproj.io/sync-options": "SkipDryRunOnMissingResource=true"}


def test_metrics_change_nothing_about_the_pods(render: Render) -> None:
    assert render(METRICS).pod == render(SERVER).pod
