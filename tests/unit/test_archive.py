"""Chart archives: reproducible to write, safe to read."""

from __future__ import annotations

import gzip
import hashlib
import io
import re
import tarfile
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helmwright.archive import ArchiveError, chart_files, pack, pack_small, unpack
from helmwright.limits import ARCHIVE_BYTES, COMPRESSED_BYTES

CHART = {
    "values.yaml": b"replicas: 1\n",
    "Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 1.0.0\n",
    "templates/deployment.yaml": b"kind: Deployment\n",
}


def tar_gz(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for info, content in members:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return buffer.getvalue()


def member(name: str, kind: bytes = tarfile.REGTYPE) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = "/etc/passwd" if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
    return info


def test_an_archive_never_changes_its_bytes() -> None:
    digest = hashlib.sha256(pack("demo", CHART)).hexdigest()
    assert digest == "9d895cd8ef634327bac200d8a6f868c823441095c921ad7cd41f56eeca00b057"


def test_a_small_archive_never_changes_its_bytes() -> None:
    texts = {
        f"templates/{number}.yaml": b"replicas: {{ .Values.replicas }}\n" * number for number in range(9)
    }
    digest = hashlib.sha256(pack_small("demo", CHART | texts | {"all": bytes(range(256)) * 3})).hexdigest()
    assert digest == "212ad8e639501a13435fc2e386f7c4afa031d23583f902a49373ebdad8997514"


def test_the_order_of_the_files_does_not_matter() -> None:
    assert pack("demo", CHART) == pack("demo", dict(reversed(CHART.items())))


def test_standard_tools_read_it_with_the_chart_file_first() -> None:
    packed = pack("demo", CHART | {".helmignore": b""})
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as tar:
        members = tar.getmembers()
    assert [m.name for m in members] == [
        "demo/Chart.yaml",
        "demo/.helmignore",
        "demo/templates/deployment.yaml",
        "demo/values.yaml",
    ]
    assert {(m.mode, m.uid, m.gid, m.mtime, m.uname, m.gname) for m in members} == {(0o644, 0, 0, 0, "", "")}


PATHS = st.text("abcXYZ019-_. é", min_size=1, max_size=40).filter(lambda part: not part.startswith("."))
CONTENT = st.binary(max_size=200).filter(lambda content: not content.startswith(b"\xef\xbb\xbf"))
FILES = st.dictionaries(st.lists(PATHS, min_size=1, max_size=6).map("/".join), CONTENT, min_size=1)


@given(FILES)
def test_unpack_gives_back_what_was_packed(files: dict[str, bytes]) -> None:
    folded = {path.casefold() for path in files}
    assume(
        len(folded) == len(files)
        and not any(path.startswith(f"{other}/") for path in folded for other in folded)
    )
    packed = pack("demo", files)
    assert unpack(packed) == files
    assert gzip.decompress(packed)


@pytest.mark.parametrize("path", ["a" * 101, "é" * 120, f"{'b' * 150}/{'c' * 99}", f"{'d' * 30}/" * 8 + "e"])
def test_a_path_too_long_for_a_plain_header_stands_in_one_of_its_own(path: str) -> None:
    packed = pack("demo", {path: b"x"})
    assert unpack(packed) == {path: b"x"}
    with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as tar:
        assert tar.getnames() == [f"demo/{path}"]


REPEATED = st.lists(
    st.one_of(
        st.binary(max_size=40), st.sampled_from([b"replicas: ", b"{{ .Values", bytes(300), b"ab" * 200])
    ),
    max_size=60,
).map(lambda parts: b"+" + b"".join(parts))  # no byte order mark at its head, which goes


@given(REPEATED)
def test_any_compressed_content_is_what_it_was(content: bytes) -> None:
    assert unpack(pack_small("demo", {"f": content})) == unpack(pack("demo", {"f": content}))


@pytest.mark.parametrize("between", [1, 2, 3, 4, 5, 257, 32_742, 32_743, 32_744, 70_000])
def test_repetitions_are_found_as_far_back_as_the_format_goes(between: int) -> None:
    word = b"a word that is said twice"
    content = word + hashlib.shake_256(word).digest(between) + word  # 32,768 back is the farthest
    assert unpack(pack_small("demo", {"f": content})) == {"f": content}


def test_what_is_too_much_to_compress_is_stored() -> None:
    files = {"f": bytes(COMPRESSED_BYTES.value)}
    assert pack_small("demo", files) == pack("demo", files)


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 3 * 65_535 + 7])
def test_any_size_of_file_survives_the_stored_blocks(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    assert unpack(pack("demo", {"f": content[:size]})) == {"f": content[:size]}


def test_an_archive_of_another_tool_is_read_without_its_top_folder() -> None:
    other = tar_gz((member("demo/", tarfile.DIRTYPE), b""), (member("demo/templates/a.yaml"), b"a"))
    assert unpack(other) == {"templates/a.yaml": b"a"}


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../demo/x", "demo/../../x", "demo//x", "demo/./x", "x", "demo\\..\\x/y"]
)
def test_a_path_that_leaves_the_folder_is_refused(name: str) -> None:
    with pytest.raises(ArchiveError, match="a path that no chart archive has"):
        unpack(tar_gz((member("demo/ok"), b""), (member(name), b"")))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(kind: bytes) -> None:
    with pytest.raises(ArchiveError, match="demo/x, which is not a plain file"):
        unpack(tar_gz((member("demo/x", kind), b"")))


def test_the_same_path_twice_is_refused() -> None:
    with pytest.raises(ArchiveError, match=r"holds Chart\.yaml twice"):
        unpack(tar_gz((member("demo/Chart.yaml"), b"a"), (member("demo/Chart.yaml"), b"b")))


def test_a_bomb_is_refused_before_it_unfolds() -> None:
    bomb = gzip.compress(bytes(ARCHIVE_BYTES.value + 1), 1)
    with pytest.raises(ArchiveError, match=f"holds more than {ARCHIVE_BYTES.value} bytes"):
        unpack(bomb)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda data: b"PK" + data[2:], "is not a gzip file"),
        (lambda data: data[:-12], "ends too early"),
        (lambda data: data[:-5] + bytes([data[-5] ^ 1]) + data[-4:], "is not a gzip file"),
        (lambda _: gzip.compress(b"not a tar" * 200), "is not a tar file"),
    ],
)
def test_a_damaged_archive_is_refused(damage: Callable[[bytes], bytes], message: str) -> None:
    with pytest.raises(ArchiveError, match=message):
        unpack(damage(pack("demo", CHART)))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for candidate in (data, gzip.compress(data), pack("demo", CHART)[: len(data)] + data):
        with suppress(ArchiveError):
            assert isinstance(unpack(candidate), dict)


@pytest.mark.parametrize(
    ("ignore", "left_out"),
    [
        ("# a comment\n\n", []),
        ("*.md", ["README.md", "ci/README.md"]),
        ("/*.md", ["README.md"]),
        ("ci/", ["ci/README.md", "ci/values.yaml"]),
        ("README.md/", []),
        ("ci/*.yaml", ["ci/values.yaml"]),
        ("values.y?ml", ["ci/values.yaml", "values.yaml"]),
        ("[a-c]i", ["ci/README.md", "ci/values.yaml"]),
        ("[^a-c]i", []),
        ("[!a]i", []),
        ("[z-a]i", []),
        ("[^z-a]i", ["ci/README.md", "ci/values.yaml"]),
        (r"\c[i]", ["ci/README.md", "ci/values.yaml"]),
        (r"[\]c]i", ["ci/README.md", "ci/values.yaml"]),
        ("ci[^a]values.yaml", []),
        ("/ci[^a]values.yaml", ["ci/values.yaml"]),
        ("*a*.y*l", ["Chart.yaml", "ci/values.yaml", "templates/a.yaml", "values.yaml"]),
        ("/*/*.yaml", ["ci/values.yaml", "templates/a.yaml"]),
        ("*/", ["ci/README.md", "ci/values.yaml", "templates/a.yaml"]),
        ("values", []),
        ("\ufeff*.md\r\n ci/ \t\r\n", ["README.md", "ci/README.md", "ci/values.yaml"]),
        ("a\x0c*.md", []),
        ("/", []),
        ("!*.yaml", ["README.md", "ci/README.md", "ci/values.yaml", "templates/a.yaml", ".helmignore"]),
    ],
)
def test_helmignore_decides_what_is_packed(ignore: str, left_out: list[str]) -> None:
    paths = ("Chart.yaml", "README.md", "ci/README.md", "ci/values.yaml", "templates/a.yaml", "values.yaml")
    folder = dict.fromkeys(paths, b"") | {".helmignore": ignore.encode()}
    assert folder.keys() - chart_files(folder).keys() == set(left_out)


def test_hidden_files_under_templates_are_never_packed() -> None:
    assert chart_files({"templates/.a.yaml.swp": b"", "templates/a.yaml": b""}) == {"templates/a.yaml": b""}


@pytest.mark.parametrize(
    ("ignore", "message"),
    [
        (b"**/*.md", "has a .helmignore with **, which Helm does not support"),
        (b"[a", "has a .helmignore with '[a', which is no pattern"),
        (b"[]a]", "has a .helmignore with '[]a]', which is no pattern"),
        (b"[a-]", "has a .helmignore with '[a-]', which is no pattern"),
        (b"a\\", "has a .helmignore with 'a\\\\', which is no pattern"),
        (b"\xff", "has a .helmignore that is not UTF-8"),
        (b"a" * 70_000, "has a .helmignore with a line of more than 65535 bytes"),
    ],
)
def test_a_rule_that_helm_refuses_is_refused(ignore: bytes, message: str) -> None:
    with pytest.raises(ArchiveError, match=re.escape(message)):
        chart_files({".helmignore": ignore})


def test_a_rule_that_helm_matches_byte_by_byte_is_refused() -> None:
    rules = {".helmignore": b"*?.md"}
    assert chart_files(rules | {"a.md": b""}) == rules
    with pytest.raises(ArchiveError, match="which Helm does not match letter by letter"):
        chart_files(rules | {"\u00e9.md": b""})


def test_a_rule_of_many_stars_takes_no_time() -> None:
    assert chart_files({".helmignore": b"*a" * 40 + b"b", "a" * 200: b""})


@pytest.mark.parametrize("path", ["a\nb", "..a", "a\\b"])
def test_a_folder_is_as_plain_as_an_archive(path: str) -> None:
    with pytest.raises(ArchiveError, match="a path that no chart archive has; rename the file"):
        chart_files({path: b""})
