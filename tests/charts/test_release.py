"""`charts release`: the next version by what changed, stored for good."""

from __future__ import annotations

import hashlib
import http.server
import os
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.executables import required
from tests.helms import REAL
from tests.program import helmwright
from tests.servers import in_thread

from helmwright import archive
from helmwright.resources import charts

from . import demo

TEMPLATE = "templates/deployment.yaml"


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the demo chart in charts/demo, version 1.2.0 released."""
    monkeypatch.chdir(tmp_path)
    demo.write(tmp_path / "charts/demo")
    assert release()[0] == 0
    return tmp_path


def release(*options: str, chart: str = "charts/demo") -> tuple[int, str]:
    result = helmwright("charts", "release", chart, *options, catch_exceptions=False)
    return result.exit_code, result.output


def edit(root: Path, path: str, old: str, new: str) -> None:
    file = root / "charts/demo" / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, text
    file.write_text(text.replace(old, new), encoding="utf-8")


def note(root: Path) -> None:
    """Something in the changelog for the next release."""
    path = root / "charts/demo/CHANGELOG.md"
    path.write_text("# Changelog\n\n## Unreleased\n\n### Fixed\n\n- A fault.\n", encoding="utf-8")


def metadata(root: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load((root / "charts/demo/Chart.yaml").read_text())
    return found


def stored(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "charts/releases").iterdir())


def test_the_first_release_has_the_version_of_the_chart(root: Path) -> None:
    assert stored(root) == ["demo-1.2.0", "demo-1.2.0.tgz", "index.yaml"]
    packed = archive.unpack((root / "charts/releases/demo-1.2.0.tgz").read_bytes())
    assert packed["Chart.yaml"] == (root / "charts/demo/Chart.yaml").read_bytes()


@pytest.mark.parametrize("options", [(), ("--check",)])
def test_the_first_release_has_to_render_with_every_case(
    options: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    demo.write(tmp_path / "charts/demo", ("ci/two-values.yaml", "replicas: 2", "replicas: two"))
    code, output = release(*options)
    assert (code, output.splitlines()[0]) == (
        1,
        "charts/demo: error C207: charts/demo/ci/two-values.yaml: replicas: got string, want integer",
    )
    assert not (tmp_path / "charts/releases").exists()


def test_the_archive_is_in_the_index_by_its_digest(root: Path) -> None:
    (entry,) = yaml.safe_load((root / "charts/releases/index.yaml").read_text())["entries"]["demo"]
    content = (root / "charts/releases/demo-1.2.0.tgz").read_bytes()
    assert entry["digest"] == hashlib.sha256(content).hexdigest()
    assert (entry["version"], entry["urls"]) == ("1.2.0", ["demo-1.2.0.tgz"])


def test_a_release_is_the_same_whenever_it_is_made(root: Path, tmp_path: Path) -> None:
    first = {
        path: (root / "charts/releases" / path).read_bytes() for path in ("demo-1.2.0.tgz", "index.yaml")
    }
    (root / "charts/releases").rename(tmp_path / "elsewhere")
    assert release()[0] == 0
    assert {path: (root / "charts/releases" / path).read_bytes() for path in first} == first


def test_a_release_is_of_files_that_were_read_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root, TEMPLATE, "name: web,", "name: site,")
    read: list[Path] = []
    opened = os.open

    def counted(path: Path | str, *arguments: Any, **options: Any) -> int:
        read.append(Path(path))
        return opened(path, *arguments, **options)

    monkeypatch.setattr(os, "open", counted)
    assert release()[0] == 0
    chart = root.resolve() / "charts/demo"
    found = [path.relative_to(chart).as_posix() for path in read if chart in path.parents]
    assert sorted(found) == sorted(demo.FILES)


def test_what_is_released_is_not_released_again(root: Path) -> None:
    assert release() == (0, "demo 1.2.0 is released, and nothing has changed since\n")
    edit(root, "CHANGELOG.md", "## [Unreleased]\n", "## [Unreleased]\n\n- More to come.\n")
    assert release("--check")[0] == 0


@pytest.mark.parametrize(
    ("path", "old", "new", "version"),
    [
        ("Chart.yaml", "A demo", "A demonstration", "1.2.1"),
        (TEMPLATE, '"{{ .Chart.Name }}-{{ .Chart.Version }}"', "demo", "1.2.1"),
        (TEMPLATE, "replicas: {{ .Values.replicas }}", "replicas: 9", "1.3.0"),
        (TEMPLATE, "name: web,", "name: site,", "1.3.0"),
    ],
)
def test_the_version_grows_with_the_change(root: Path, path: str, old: str, new: str, version: str) -> None:
    edit(root, path, old, new)
    note(root)
    code, output = release()
    assert (code, output.splitlines()[0]) == (0, f"charts/releases/demo-{version}.tgz")
    assert metadata(root)["version"] == version
    assert release("--check")[0] == 0


def test_what_breaks_has_to_be_said_in_the_version(root: Path) -> None:
    edit(root, "templates/claim.yaml", "fast", "slow")
    note(root)
    assert release() == (
        1,
        "charts/demo/Chart.yaml: error C204: what changed since 1.2.0 is breaking, which 1.2.0 hides\n"
        "  hint: set the version to 2.0.0 or higher; helmwright charts diff shows what changed\n"
        "1 error in 1 file\n",
    )
    edit(root, "Chart.yaml", "1.2.0", "1.9.0")
    assert "which 1.9.0 hides" in release()[1]
    edit(root, "Chart.yaml", "1.9.0", "2.0.0")
    assert release()[0] == 0
    assert "demo-2.0.0.tgz" in stored(root)


def test_a_version_never_goes_back(root: Path) -> None:
    edit(root, "Chart.yaml", "1.2.0", "1.1.0")
    assert release()[1].splitlines()[:2] == [
        "charts/demo/Chart.yaml: error C204: the version 1.1.0 comes before 1.2.0, which is released",
        "  hint: set it to 1.2.1",
    ]


def test_a_version_that_restarts_pods_by_itself_is_refused(root: Path) -> None:
    edit(
        root,
        TEMPLATE,
        "metadata: {labels: {app: web}}",
        'metadata: {labels: {app: web, v: "{{ .Chart.Version }}"}}',
    )
    note(root)
    assert release() == (
        1,
        "charts/demo/Chart.yaml: error C205: a new version alone, with the same templates, is restart\n"
        "  hint: keep .Chart.Version out of pod templates, selectors and names\n"
        "1 error in 1 file\n",
    )
    edit(root, "Chart.yaml", "1.2.0", "2.0.0")
    assert release()[0] == 0


def test_a_release_says_what_it_brings(root: Path) -> None:
    annotations = metadata(root)["annotations"]
    assert isinstance(annotations, dict)
    assert yaml.safe_load(annotations["artifacthub.io/changes"]) == [
        {"kind": "changed", "description": "Nearly nothing."}
    ]
    edit(root, TEMPLATE, "name: web,", "name: site,")
    assert release()[0] == 0
    annotations = metadata(root)["annotations"]
    assert isinstance(annotations, dict)
    assert yaml.safe_load(annotations["artifacthub.io/changes"]) == [
        {"kind": "added", "description": "A store that keeps things."},
        {"kind": "security", "description": "Fewer rights."},
    ]
    assert annotations["artifacthub.io/containsSecurityUpdates"] == "true"
    assert annotations["artifacthub.io/prerelease"] == "false"


def test_the_rest_of_chart_yaml_stays_as_its_author_wrote_it(root: Path) -> None:
    text = (root / "charts/demo/Chart.yaml").read_text()
    assert text.startswith(demo.METADATA)
    edit(root, TEMPLATE, "name: web,", "name: site,")
    release()
    assert (root / "charts/demo/Chart.yaml").read_text().startswith(demo.METADATA.replace("1.2.0", "1.3.0"))


def test_the_changelog_gets_a_section_for_the_version(root: Path) -> None:
    edit(root, TEMPLATE, "name: web,", "name: site,")
    release()
    text = (root / "charts/demo/CHANGELOG.md").read_text()
    assert text.startswith("# Changelog\n\n## [Unreleased]\n\n## [1.3.0] - 20")
    assert text.partition("\n\n### Added")[2] == demo.CHANGELOG.partition("\n\n### Added")[2]


def test_a_release_without_a_changelog_is_refused(root: Path) -> None:
    edit(root, TEMPLATE, "name: web,", "name: site,")
    (root / "charts/demo/CHANGELOG.md").unlink()
    code, output = release()
    assert (code, output.splitlines()[0]) == (
        1,
        "charts/demo/CHANGELOG.md: error C206: nothing is listed for 1.3.0",
    )


def test_a_changelog_that_is_missing_is_described(root: Path) -> None:
    edit(root, TEMPLATE, "name: web,", "name: site,")
    (root / "charts/demo/CHANGELOG.md").unlink()
    assert release()[1].splitlines()[1] == (
        "  hint: write the file, and in it what changed under ## [Unreleased], with ### Added, ### Changed and so on"
    )


def test_a_changelog_that_is_no_text_is_wrong_usage(root: Path) -> None:
    (root / "charts/demo/CHANGELOG.md").write_bytes(b"## [Unreleased]\n\n- caf\xe9\n")
    assert release() == (2, "Error: charts/demo/CHANGELOG.md: the file is not UTF-8\n")


def test_the_folder_may_be_the_one_that_one_is_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    edit(root, TEMPLATE, "name: web,", "name: site,")
    note(root)
    monkeypatch.chdir(root / "charts/demo")
    code, output = release(chart=".")
    assert (code, output.splitlines()[0]) == (0, "../releases/demo-1.3.0.tgz")
    assert stored(root) == ["demo-1.2.0", "demo-1.2.0.tgz", "demo-1.3.0", "demo-1.3.0.tgz", "index.yaml"]
    assert not (root / "charts/demo/releases").exists()


def test_the_gate_wants_a_higher_version_for_a_change(root: Path) -> None:
    edit(root, TEMPLATE, "name: web,", "name: site,")
    assert release("--check") == (
        1,
        "charts/demo/Chart.yaml: error C203: the chart differs from 1.2.0, which is released\n"
        "  hint: set its version to 1.3.0\n"
        "1 error in 1 file\n",
    )
    edit(root, "Chart.yaml", "1.2.0", "1.3.0")
    assert release("--check") == (0, "demo 1.3.0 can be released\n")
    assert stored(root) == ["demo-1.2.0", "demo-1.2.0.tgz", "index.yaml"]


def _another_archive(releases: Path) -> None:
    (releases / "demo-1.2.0.tgz").write_bytes(demo.chart((TEMPLATE, "name: web,", "name: w,")).archive)


def _no_archive(releases: Path) -> None:
    (releases / "demo-1.2.0.tgz").unlink()


def _another_file(releases: Path) -> None:
    (releases / "demo-1.2.0/values.yaml").write_text("replicas: 2\n")


def _another_member(releases: Path) -> None:
    """The archive with more behind it, listed as such by whoever put it there."""
    path, index = releases / "demo-1.2.0.tgz", releases / "index.yaml"
    before, after = path.read_bytes(), path.read_bytes() * 2
    path.write_bytes(after)
    old, new = (hashlib.sha256(content).hexdigest() for content in (before, after))
    index.write_text(index.read_text().replace(old, new))


def _unlisted(releases: Path) -> None:
    (releases / "demo-1.1.0.tgz").write_bytes(demo.chart(("Chart.yaml", "1.2.0", "1.1.0")).archive)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_another_archive, "charts/releases/demo-1.2.0.tgz: error C202: the released chart is sha256:"),
        (_no_archive, "charts/releases/demo-1.2.0.tgz: error C202: the released chart is gone"),
        (
            _another_file,
            "charts/releases/demo-1.2.0: error C202: the files are not those of the released chart",
        ),
        (
            _another_member,
            "charts/releases/demo-1.2.0.tgz: error C202: the archive goes on after its end; pack the chart again",
        ),
        (_unlisted, "charts/releases/demo-1.1.0.tgz: error C202: the chart is not in index.yaml"),
    ],
)
def test_what_is_released_cannot_change(root: Path, change: Callable[[Path], None], problem: str) -> None:
    change(root / "charts/releases")
    code, output = release("--check")
    assert code == 1
    assert output.startswith(problem)


def test_an_index_that_is_none_is_wrong_usage(root: Path) -> None:
    (root / "charts/releases/index.yaml").write_text("entries: 3\n")
    code, output = release()
    assert code == 2
    assert output.splitlines()[-1].startswith("Error: charts/releases/index.yaml is no index of charts")


@pytest.fixture
def served(root: Path) -> Iterator[str]:
    """The URL of the stored releases on a web server."""
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=root / "charts/releases")
    with in_thread(http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)) as server:
        yield f"http://127.0.0.1:{server.server_port}"


@pytest.mark.parametrize("name", REAL)
def test_helm_pulls_from_the_stored_releases(name: str, served: str, tmp_path: Path) -> None:
    where = ("--repo", served, "--destination", str(tmp_path))
    command = [required(name), "pull", "demo", "--version", "1.2.0", *where]
    subprocess.run(command, check=True, capture_output=True)
    assert (tmp_path / "demo-1.2.0.tgz").read_bytes() == (
        tmp_path / "charts/releases/demo-1.2.0.tgz"
    ).read_bytes()


def test_the_service_chart_equals_its_release_or_has_a_higher_version() -> None:
    cases = str(Path(__file__).parent / "cases")
    code, output = release("--check", "--cases", cases, "--umbrella", chart=str(charts() / "service"))
    assert code == 0, output
