"""Charts that umbrella charts vendor: a repository's own copy, else the one that ships with helmwright."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from helmwright import archive, resources
from helmwright.charts import vendored
from helmwright.charts.package import ChartPackage, ChartPin
from helmwright.charts.vendored import chart_package
from helmwright.findings import Finding, Location


def own_chart(root: Path, **files: str) -> None:
    folder = root / "charts/service"
    folder.mkdir(parents=True)
    (folder / "Chart.yaml").write_text("apiVersion: v2\nname: service\nversion: 9.1.0\n")
    for name, text in files.items():
        (folder / name).write_text(text)


def packed(root: Path) -> ChartPackage:
    package = vendored.chart_package(root)
    assert isinstance(package, ChartPackage)
    return package


def test_the_chart_ships_with_helmwright(tmp_path: Path) -> None:
    package = packed(tmp_path)
    files = archive.unpack(package.archive)
    assert (package.name, package.repository) == ("service", "")
    assert files["Chart.yaml"] == (resources.charts() / "service/Chart.yaml").read_bytes()
    assert f"version: {package.version}\n".encode() in files["Chart.yaml"]


def test_a_repositorys_own_chart_wins_and_is_found_from_an_umbrella_chart(tmp_path: Path) -> None:
    own_chart(tmp_path, **{"values.yaml": "a: 1\n"})
    package = packed(tmp_path)
    assert (package.version, package.repository) == ("9.1.0", "file://../../../charts/service")
    assert sorted(archive.unpack(package.archive)) == ["Chart.yaml", "values.yaml"]


def test_what_the_chart_ignores_is_not_packed(tmp_path: Path) -> None:
    own_chart(tmp_path, **{".helmignore": "values.yaml\n", "values.yaml": "a: 1\n"})
    assert sorted(archive.unpack(packed(tmp_path).archive)) == ["Chart.yaml"]


def test_what_only_people_read_is_not_vendored(tmp_path: Path) -> None:
    schema = json.dumps({"description": "All", "properties": {"a": {"type": "integer"}}})
    own_chart(
        tmp_path, **{"README.md": "# Web\n", "values.yaml": "# One\na: 1\n", "values.schema.json": schema}
    )
    package = packed(tmp_path)
    assert archive.unpack(package.archive).keys() == {"Chart.yaml", "values.yaml"}
    assert archive.unpack(package.archive)["values.yaml"] == b'"a": 1\n'
    assert b"description" not in package.schema


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda place: place.mkdir(), "there is no Chart.yaml"),
        (lambda place: place.touch(), "charts/service: this is not a folder"),
        (lambda place: place.symlink_to("gone"), "charts/service: the link leads nowhere"),
        (lambda place: place.symlink_to("service"), "charts/service: the link leads nowhere"),
        (
            lambda place: place.symlink_to(resources.charts() / "service"),
            "charts/service: the link leads out of the repository",
        ),
        (
            lambda place: shutil.copytree(resources.charts() / "service", place.with_name("Service")),
            "charts/Service: nothing reads this name in this case",
        ),
    ],
    ids=["empty", "file", "nowhere", "circle", "outside", "case"],
)
def test_no_other_chart_takes_the_place_of_one_that_does_not_load(
    tmp_path: Path, spoil: Callable[[Path], object], reason: str
) -> None:
    (tmp_path / "charts").mkdir()
    spoil(tmp_path / "charts/service")
    finding = chart_package(tmp_path)
    assert isinstance(finding, Finding)
    assert finding.message == f"the chart service does not load: {reason}"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("name: service\n", "its version is None, not three numbers such as 1.2.3"),
        ("name: service\nversion: 1/../../2\n", "its version is 1/../../2, not three numbers such as 1.2.3"),
        ("name: basket\nversion: 1.0.0\n", "its name is basket"),
        ("- service\n", "Chart.yaml: the file is not one map"),
        ("name: [\n", "Chart.yaml: not YAML: "),
        (
            "name: service\nDependencies: []\n",
            "Chart.yaml: Helm reads Dependencies as dependencies; write dependencies",
        ),
        (
            "name: service\nver\u017fion: 1.0.0\n",
            "Chart.yaml: Helm reads ver\u017fion as version; write version",
        ),
    ],
)
def test_a_chart_that_does_not_load_is_a_finding(tmp_path: Path, text: str, reason: str) -> None:
    own_chart(tmp_path)
    (tmp_path / "charts/service/Chart.yaml").write_text(text)
    finding = chart_package(tmp_path)
    assert isinstance(finding, Finding)
    assert str(finding).startswith(
        f"charts/service/Chart.yaml: error H103: the chart service does not load: {reason}"
    )


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        (
            "values.yaml",
            "# one\na: 1\n---\na: 2\n",
            "values.yaml: Helm's versions read the first document alone",
        ),
        (
            "requirements.yaml",
            "name: other\n",
            "requirements.yaml: Helm takes its fields for those of Chart.yaml",
        ),
        ("charts/sub.tgz", "", "the folder holds charts/sub.tgz, an archive that is not a gzip file"),
        (
            "notes\n.md",
            "",
            r"the folder holds 'notes\n.md', a path that no chart archive has; rename the file",
        ),
    ],
)
def test_a_chart_with_two_meanings_is_a_finding(path: str, content: str, reason: str, tmp_path: Path) -> None:
    own_chart(tmp_path)
    file = tmp_path / "charts/service" / path
    file.parent.mkdir(exist_ok=True)
    file.write_text(content)
    finding = chart_package(tmp_path)
    assert isinstance(finding, Finding)
    assert finding.message.startswith(f"the chart service does not load: {reason}")


def test_a_chart_may_have_the_marks_and_comments_around_one_document(tmp_path: Path) -> None:
    own_chart(tmp_path)
    (tmp_path / "charts/service/values.yaml").write_text("# head\n--- # values\na: 1\n---\n# end\n")
    assert isinstance(chart_package(tmp_path), ChartPackage)


def test_a_file_outside_the_chart_is_never_packed(tmp_path: Path) -> None:
    own_chart(tmp_path)
    (tmp_path / "secret").write_text("s3cret")
    (tmp_path / "charts/service/notes").symlink_to(tmp_path / "secret")
    finding = chart_package(tmp_path)
    assert isinstance(finding, Finding)
    assert finding.message == "the chart service does not load: notes: the link leads out of the chart"


def pin(version: str, repository: str = "") -> ChartPin:
    return ChartPin("service", version, repository, Location("environments/prod.yaml"))


def release(root: Path, version: str, name: str = "service", file: str = "") -> bytes:
    """A released chart in the repository, and the folder beside it."""
    metadata = f"apiVersion: v2\nname: {name}\nversion: {version}\n".encode()
    folder = root / f"charts/releases/{file or f'{name}-{version}'}"
    folder.mkdir(parents=True)
    (folder / "Chart.yaml").write_bytes(metadata)
    content = archive.pack(name, {"Chart.yaml": metadata})
    folder.with_name(f"{folder.name}.tgz").write_bytes(content)
    return content


def test_a_pinned_chart_is_what_was_released_and_helm_finds_its_folder(tmp_path: Path) -> None:
    own_chart(tmp_path)
    content = release(tmp_path, "0.2.0+acme.1")
    packages, findings = vendored.chart_packages(tmp_path, [ChartPin("service"), pin("0.2.0+acme.1")])
    assert findings == ()
    assert packages[ChartPin("service")].version == "9.1.0"
    least = archive.pack_small("service", archive.unpack(content))
    assert packages[pin("0.2.0+acme.1")] == ChartPackage(
        "service", "0.2.0+acme.1", least, "file://../../../charts/releases/service-0.2.0+acme.1"
    )


def test_what_a_repository_delivers_is_vendored_as_its_authors_signed_it(tmp_path: Path) -> None:
    content = release(tmp_path, "0.2.0")
    package = vendored.released(tmp_path, pin("0.2.0", "oci://ghcr.io/acme/charts"))
    assert package == ChartPackage("service", "0.2.0", content, "oci://ghcr.io/acme/charts")


def test_what_others_packed_is_vendored_as_they_did(tmp_path: Path) -> None:
    theirs = gzip.compress(gzip.decompress(release(tmp_path, "0.2.0")))
    (tmp_path / "charts/releases/service-0.2.0.tgz").write_bytes(theirs)
    package = vendored.released(tmp_path, pin("0.2.0"))
    assert package == ChartPackage(
        "service", "0.2.0", theirs, "file://../../../charts/releases/service-0.2.0"
    )


def test_an_archive_without_its_folder_is_vendored_and_names_no_repository(tmp_path: Path) -> None:
    release(tmp_path, "0.2.0")
    shutil.rmtree(tmp_path / "charts/releases/service-0.2.0")
    package = vendored.released(tmp_path, pin("0.2.0"))
    assert isinstance(package, ChartPackage)
    assert package.repository == ""


@pytest.mark.parametrize(
    ("version", "name", "reason"),
    [("0.3.0", "service", "its version is 0.3.0"), ("0.2.0", "basket", "its name is basket")],
)
def test_an_archive_of_another_chart_is_a_finding(
    version: str, name: str, reason: str, tmp_path: Path
) -> None:
    release(tmp_path, version, name, "service-0.2.0")
    _, findings = vendored.chart_packages(tmp_path, [pin("0.2.0")])
    assert [str(finding) for finding in findings] == [
        f"charts/releases/service-0.2.0.tgz: error H103: the chart service does not load: {reason}"
    ]


def test_an_archive_in_which_helm_would_see_more_is_a_finding(tmp_path: Path) -> None:
    clean = release(tmp_path, "0.2.0")
    hidden = archive.pack("service", {"templates/privileged.yaml": b"kind: Deployment\n"})
    (tmp_path / "charts/releases/service-0.2.0.tgz").write_bytes(clean + hidden)
    _, findings = vendored.chart_packages(tmp_path, [pin("0.2.0")])
    assert [str(finding) for finding in findings] == [
        "charts/releases/service-0.2.0.tgz: error H103: the chart service does not load: the archive goes on after"
        " its end; pack the chart again with `helm package`"
    ]


def test_an_archive_that_is_not_what_was_released_is_a_finding(tmp_path: Path) -> None:
    content = release(tmp_path, "0.2.0")
    index = {"entries": {"service": [{"urls": ["service-0.2.0.tgz"], "digest": "0" * 64}]}}
    (tmp_path / "charts/releases/index.yaml").write_text(json.dumps(index))
    finding = vendored.released(tmp_path, pin("0.2.0"))
    assert isinstance(finding, Finding)
    assert (finding.code, finding.message) == (
        "C202",
        f"the released chart is sha256:{hashlib.sha256(content).hexdigest()}, and was sha256:{'0' * 64}",
    )


def test_an_index_that_is_none_is_a_finding(tmp_path: Path) -> None:
    release(tmp_path, "0.2.0")
    (tmp_path / "charts/releases/index.yaml").write_text("- 1\n")
    finding = vendored.released(tmp_path, pin("0.2.0"))
    assert isinstance(finding, Finding)
    assert str(finding).startswith("charts/releases/index.yaml: error H103: index.yaml is no index of charts")
