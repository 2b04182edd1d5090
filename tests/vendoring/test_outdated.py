"""The newest version of each chart, from an index or from a registry's tags."""

from __future__ import annotations

import pytest

from chartwright.registry.transfer import push
from helmwright.charts.package import ChartPin
from helmwright.charts.versions import Step
from helmwright.registry import client as client_module
from helmwright.vendoring.outdated import outdated

from .test_hostile_repositories import AT, NOT_THERE
from .test_registries import client
from .test_vendoring import pin
from .upstream import Said, Upstream, packed


def newest(*pins: ChartPin) -> list[tuple[str, str, Step]]:
    rows, findings = outdated(pins)
    assert findings == ()
    return [(row.pin.version, row.version, row.step) for row in rows]


def publish(repository: Upstream, *versions: str) -> None:
    for version in versions:
        repository.publish(b"", version=version)


def test_the_newest_version_is_that_of_an_index(repository: Upstream) -> None:
    publish(repository, "1.9.0", "1.10.1", "1.2.3")
    assert newest(pin(repository.url)) == [("1.2.3", "1.10.1", Step.MINOR)]


def test_a_version_may_begin_with_a_v(repository: Upstream) -> None:
    publish(repository, "v1.21.1", "v2.0.0")
    assert newest(pin(repository.url, "v1.21.1")) == [("v1.21.1", "v2.0.0", Step.MAJOR)]


def test_a_pre_release_counts_for_a_pre_release_alone(repository: Upstream) -> None:
    publish(repository, "1.2.3", "1.3.0-rc.1", "1.3.0-rc.2")
    found = newest(pin(repository.url), pin(repository.url, "1.3.0-rc.1"))
    assert found == [("1.2.3", "1.2.3", Step.NONE), ("1.3.0-rc.1", "1.3.0-rc.2", Step.PATCH)]


def test_what_was_taken_back_is_not_older_than_what_is_there(repository: Upstream) -> None:
    publish(repository, "1.2.2")
    assert newest(pin(repository.url)) == [("1.2.3", "1.2.3", Step.NONE)]


def test_charts_are_asked_for_by_name(repository: Upstream) -> None:
    publish(repository, "1.2.3")
    rows, _ = outdated([pin(repository.url), pin(repository.url, name="cdn")], ["dns"])
    assert [row.pin.chart for row in rows] == ["dns"]


def test_a_repository_that_does_not_say_is_a_finding(repository: Upstream) -> None:
    publish(repository, "1.2.3")
    repository.rows["cdn"] = []
    rows, findings = outdated([pin(repository.url), pin(repository.url, name="cdn")])
    assert [row.version for row in rows] == ["1.2.3"]
    assert list(map(str, findings)) == [f"{AT} A203: cdn 1.2.3: {repository.url} has no chart cdn{NOT_THERE}"]


@pytest.mark.tool("docker-registry")
def test_the_newest_version_is_that_of_a_registry(
    registry_address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client_module, "_PAGE", 1)  # a registry may give as few as it likes
    for version in ("1.2.3", "1.10.0+acme.1", "1.9.0"):
        push(client(registry_address, version), packed(version=version))
    speaker = client(registry_address)
    for tag in ("latest", "sha256-0.sig"):
        speaker.push_manifest(tag, speaker.manifest("1.9.0") or b"")
    repository = f"oci://{registry_address}/charts"
    assert newest(pin(repository)) == [("1.2.3", "1.10.0+acme.1", Step.MINOR)]
    _, findings = outdated([pin(repository, name="cdn")])
    assert list(map(str, findings)) == [f"{AT} A203: cdn 1.2.3: {repository} has no chart cdn{NOT_THERE}"]


TAGS = "/v2/charts/dns/tags/list?n=1000"


@pytest.mark.parametrize("body", [b"", b"[]", b'{"tags": 5}', b"{}"])
def test_tags_that_are_none(body: bytes, repository: Upstream) -> None:
    repository.answers[TAGS] = Said(body=body)
    _, (finding,) = outdated([pin(f"oci://127.0.0.1:{repository.server_port}/charts")])
    assert finding.message.endswith(f"127.0.0.1:{repository.server_port} does not say which tags there are")


def test_tags_without_end(repository: Upstream) -> None:
    more = {"Link": f'<{TAGS}>; rel="next"'}
    repository.answers[TAGS] = Said(body=b'{"tags": []}', headers=more)
    _, (finding,) = outdated([pin(f"oci://127.0.0.1:{repository.server_port}/charts")])
    assert (finding.code, len(repository.seen)) == ("A204", 100)
    assert finding.message.endswith(f"127.0.0.1:{repository.server_port} has more than 100,000 tags there")
