"""What is read from a chart archive is what Helm deploys, however odd the archive."""

from __future__ import annotations

import ctypes
import json
import random
import shutil
import subprocess
import tarfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import pytest
from helm_python import _native, errors
from tests.executables import required
from tests.hostile import mutated_archives

from helmwright.archive import ArchiveError, chart_files, pack, unpack
from helmwright.charts.chart import ChartError, from_archive

pytestmark = pytest.mark.hostile

Good = tuple[tuple[str, bytes], ...]

MAP = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: {{ .Release.Name }}-%s}\ndata: {a: {{ .Values.a | quote }}}\n"
DEMO: dict[str, bytes] = {
    "Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 1.0.0\ndescription: \xc3\xa9\n",
    "values.yaml": b"# what is set\na: 1\n",
    "templates/a.yaml": (MAP % "a").encode(),
    "README.md": b"\xff\xfe binary",
}
SUB = {
    "Chart.yaml": b"apiVersion: v2\nname: sub\nversion: 1.0.0\n",
    "values.yaml": b"a: s\n",
    "templates/s.yaml": (MAP % "s").encode(),
}
PLAIN = (
    DEMO,
    DEMO | {"templates/_helpers.tpl": b"{{ define `x` }}y{{ end }}", "templates/NOTES.txt": b"{{ .Release.Name }}"},
    DEMO | {"crds/x.yaml": b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: crd}\n", "values.schema.json": b"{}"},
    DEMO | {f"templates/{'deep/' * 25}b.yaml": (MAP % "b").encode(), f"files/{'l' * 130}.txt": b"l"},
    DEMO | {"files/caf\u00e9.txt": b"1", "files/cafe \u65e5\u672c.txt": b"2", "files/a b@c,d+e=f.txt": b"3"},
    DEMO | {"files/bom.txt": b"\xef\xbb\xbfx", "files/empty": b"", "files/large.bin": bytes(300_000)},
    DEMO | {f"charts/sub/{path}": content for path, content in SUB.items()},
    DEMO | {"charts/sub-1.0.0.tgz": pack("sub", SUB | {"charts/sub-1.0.0.tgz": pack("sub", SUB)})},
    DEMO | {".helmignore": b"*.md\nfiles/\n", "files/x": b"x", ".hidden": b"h", "templates/.b.yaml": b"no"},
    DEMO
    | {
        "Chart.yaml": b"apiVersion: v1\nname: demo\nversion: 1.0.0\n",
        "requirements.yaml": b"dependencies: [{name: sub, version: 1.0.0, repository: 'https://x'}]\n",
        "charts/sub-1.0.0.tgz": pack("sub", SUB),
    },
)  # fmt: skip


def written(folder: Path, files: dict[str, bytes]) -> Path:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, check=False)


def packagings(folder: Path) -> Iterator[tuple[str, bytes]]:
    """A chart's folder in every form that it is usually published in, by the packer's name."""
    for helm in ("helm3", "helm4"):
        made = folder.parent / helm
        assert run(required(helm), "package", folder, "-d", made).returncode == 0
        yield helm, (made / "demo-1.0.0.tgz").read_bytes()
    for form in ("gnu", "ustar", "posix"):
        made = folder.parent / f"{form}.tar"
        if run("tar", f"--format={form}", "-cf", made, "demo", cwd=folder.parent).returncode == 0:
            assert run("gzip", "-nf", made).returncode == 0
            yield f"tar --format={form}", made.with_suffix(".tar.gz").read_bytes()
    forms: tuple[Literal[0, 1, 2], ...] = (tarfile.GNU_FORMAT, tarfile.PAX_FORMAT)
    for form_ in forms:
        with tarfile.open(folder.parent / "python.tgz", "w:gz", format=form_) as tar:
            tar.add(folder, "demo")
        yield f"Python {form_}", (folder.parent / "python.tgz").read_bytes()
    yield "pack", pack("demo", chart_files(mutated(folder)))


def mutated(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Good:
    """Archives of varied charts by common tools, each with a word on it."""
    base = tmp_path_factory.mktemp("good")
    found: list[tuple[str, bytes]] = []
    for number, files in enumerate(PLAIN):
        folder = written(base / str(number) / "demo", files)
        found += [(f"{number} by {packer}", archive) for packer, archive in packagings(folder)]
    return tuple(found)


def expanded(archive: bytes, folder: Path) -> dict[str, bytes] | str:
    """The files that Helm's own reader of archives finds, or why it finds none."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "x.tgz").write_bytes(archive)
    try:
        _native.call_status("helm_chart_expand", str(folder / "out"), str(folder / "x.tgz"))
    except errors.HelmError as error:
        return error.detail
    (top,) = (folder / "out").iterdir()
    return mutated(top)


@contextmanager
def loaded(archive: bytes) -> Iterator[ctypes.c_uint64]:
    buffer = ctypes.cast(ctypes.c_char_p(archive), ctypes.POINTER(ctypes.c_uint8))
    handle = _native.HANDLE(_native.call_handle("helm_chart_load_archive", buffer, len(archive)))
    try:
        yield handle
    finally:
        _native.call_status("helm_chart_free", handle)


def seen(archive: bytes) -> tuple[str, ...]:
    """What Helm makes of an archive; nothing where it refuses it, for one of several reasons by chance.

    Not its schema, of which the library's binding wants UTF-8.
    """
    options = json.dumps({"name": "r", "namespace": "n", "is_install": True})
    try:
        with loaded(archive) as chart:
            parts = ("metadata", "values", "files", "templates", "crds", "dependencies")
            said = [_in_order(_native.call_string(f"helm_chart_{part}", chart)) for part in parts]
            return (*said, _native.call_string("helm_render", chart, "{}", options))
    except errors.HelmError:
        return ()


def _in_order(text: str) -> str:
    """A list of files without the order of the archive, which `pack` does not keep."""
    return str(sorted(map(str, json.loads(text)))) if text.startswith("[") else text


@pytest.mark.tool("helm3", "helm4")
def test_every_archive_that_common_tools_make_is_read(
    good: Good, tmp_path: Path, tally: Callable[[str, int], None]
) -> None:
    for name, archive in good:
        assert from_archive(archive).files == expanded(archive, tmp_path / "x"), name
        assert mutated_archives.read(archive).keys() == unpack(archive).keys()
        tally("archives of helm, GNU tar and Python, each read as Helm reads it", 1)


@pytest.mark.tool("helm3", "helm4")
def test_what_is_accepted_is_what_helm_sees(
    good: Good, tmp_path: Path, trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    counts = Counter[str]()
    for seed in range(trials(6000)):
        chance = random.Random(seed)  # noqa: S311
        archive = mutated_archives.archive(chance, chance.choice(good)[1])
        try:
            chart = from_archive(archive)
        except ChartError:
            counts["mutated archives, refused"] += 1
            counts["mutated archives, refused though Helm reads them"] += bool(seen(archive))
            continue
        plain = pack(chart.name, chart.files)
        assert chart.files == expanded(archive, tmp_path / "x"), f"seed {seed}"
        assert seen(archive) == seen(plain), f"seed {seed}"
        counts["mutated archives, accepted and the same to Helm's library"] += 1
        if seed % 10 == 0:
            for helm in ("helm3", "helm4"):
                assert templated(required(helm), archive, tmp_path) == templated(
                    required(helm), plain, tmp_path
                )
                counts[f"mutated archives, accepted and the same to {helm}"] += 1
    for what, number in counts.items():
        tally(what, number)
    assert counts["mutated archives, accepted and the same to Helm's library"] > sum(counts.values()) / 20


def templated(helm: str, archive: bytes, folder: Path) -> tuple[int, bytes]:
    (folder / "demo.tgz").write_bytes(archive)
    result = run(helm, "template", "r", folder / "demo.tgz", "--include-crds")
    return result.returncode, result.stdout


@pytest.mark.tool("helm4")
def test_helmignore_is_read_as_helm_reads_it(
    tmp_path: Path, trials: Callable[[int], int], tally: Callable[[str, int], None]
) -> None:
    paths = (
        "README.md",
        "a]b/c-d",
        "ab/ab.md",
        "ci/a/b.yaml",
        "ci/values.yaml",
        "[a]",
        "a!b",
        "#a",
        "x y",
        "a\u00e9.md",
    )
    files = DEMO | dict.fromkeys(paths, b"x")
    for seed in range(trials(2000)):
        chance = random.Random(seed)  # noqa: S311
        rules = _rules(chance)
        folder = written(tmp_path / "demo", files | {".helmignore": rules})
        try:
            ours = set(chart_files(mutated(folder)))
        except ArchiveError:
            tally("random .helmignore files, refused", 1)
            continue
        made = _packaged(folder, tmp_path / "made")
        if "Chart.yaml" in ours:
            assert made is not None, f"seed {seed}: {rules!r}"
            assert set(unpack(made)) == ours, f"seed {seed}: {rules!r}"
        else:
            assert made is None, f"seed {seed}: {rules!r}"
        tally("random .helmignore files, read as Helm reads them", 1)


def _packaged(folder: Path, made: Path) -> bytes | None:
    try:
        path = _native.call_string("helm_package_run", str(folder), json.dumps({"destination": str(made)}))
    except errors.HelmError:
        return None
    return Path(path).read_bytes()


def _rules(chance: random.Random) -> bytes:
    atoms = (
        "a",
        "b",
        "*",
        "?",
        "[a-c]",
        "[^a]",
        "[!a]",
        "[",
        "]",
        "\\",
        "\\a",
        "/",
        ".md",
        "ci",
        "ab",
        "values",
        "-",
        " ",
        "!",
        "#",
        "\u00e9",
    )
    lines = [
        chance.choice(("", "", "", "!", "/"))
        + "".join(chance.choice(atoms) for _ in range(chance.randrange(1, 5)))
        + chance.choice(("", "", "/", " ", "\r"))
        for _ in range(chance.randrange(1, 3))
    ]
    return (chance.choice(("", "", "", "\ufeff")) + "\n".join(lines)).encode()
