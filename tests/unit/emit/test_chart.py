"""Chart.yaml and Chart.lock of an umbrella chart, byte for byte."""

from __future__ import annotations

from typing import Any

from tests.repositories import PACKAGE, release, repository

from helmwright.emit import chart

SHOP = repository({"shop/cart": {}, "shop/api": {}})


def test_a_chart_depends_on_the_service_chart_once_for_each_service() -> None:
    assert chart.chart(release(SHOP, "prod-shop"), PACKAGE) == (
        'apiVersion: "v2"\n'
        'name: "prod-shop"\n'
        'description: "The app shop in prod"\n'
        'type: "application"\n'
        'version: "0.1.0"\n'
        "dependencies:\n"
        '  - name: "service"\n'
        '    version: "1.2.3"\n'
        '    repository: "file://../../../charts/service"\n'
        '    alias: "api"\n'
        '  - name: "service"\n'
        '    version: "1.2.3"\n'
        '    repository: "file://../../../charts/service"\n'
        '    alias: "cart"\n'
    )


def test_an_apps_own_description_is_the_charts() -> None:
    resolved = repository({"shop/cart": {}}, apps={"shop": {"description": "The web shop"}})
    text = chart.chart(release(resolved, "prod-shop"), PACKAGE)
    assert 'description: "The web shop"\n' in text


def test_the_lock_is_what_helm_writes_but_for_the_time() -> None:
    # The digest is from a Chart.lock that `helm dependency update` of Helm 3.19.4 and 4.3.1 wrote.
    assert chart.lock(release(SHOP, "prod-shop"), PACKAGE) == (
        "dependencies:\n"
        '  - name: "service"\n'
        '    version: "1.2.3"\n'
        '    repository: "file://../../../charts/service"\n'
        '  - name: "service"\n'
        '    version: "1.2.3"\n'
        '    repository: "file://../../../charts/service"\n'
        'digest: "sha256:20d66ed6696b7a8f7e386c470d00b5d853cf309134e613cf70f20e587228cfee"\n'
        'generated: "1970-01-01T00:00:00Z"\n'
    )


def test_the_digest_escapes_what_go_escapes() -> None:
    # From a Chart.lock of the same two Helm versions.
    locked: dict[str, Any] = {
        "name": "service",
        "version": "1.2.3",
        "repository": "file://../../../charts/R&D",
    }
    assert (
        chart.digest([locked | {"version": ">=1.0.0 <2.0.0"}], [locked])
        == "sha256:ed7990cc983dae75a02252ce99b08f5caef0c6611b3a6a8f005095197814e222"
    )
