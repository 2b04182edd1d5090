"""Archives that two readers could understand differently are refused, by a word that says what is wrong."""

from __future__ import annotations

import gzip
import io
import tarfile
import tracemalloc
import zlib
from collections.abc import Callable
from typing import Literal

import pytest

from helmwright.archive import ArchiveError, chart_files, pack, unpack
from helmwright.limits import ARCHIVE_BYTES, ARCHIVE_DEPTH, ARCHIVE_FILES, CHART_FILE_BYTES

CHART = {"Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 1.0.0\n", "templates/a.yaml": b"kind: A\n"}
PLAIN = pack("demo", CHART)
END = bytes(1024)


def zipped(tar: bytes) -> bytes:
    return gzip.compress(tar, mtime=0)


def tarred(
    info: tarfile.TarInfo, content: bytes = b"", form: Literal[0, 1, 2] = tarfile.USTAR_FORMAT
) -> bytes:
    """One member of a tar file."""
    info.size = info.size or len(content)
    return info.tobuf(form, "utf-8", "surrogateescape") + content + bytes(-len(content) % 512)


def file(
    name: str = "demo/x",
    content: bytes = b"x",
    form: Literal[0, 1, 2] = tarfile.USTAR_FORMAT,
    **about: object,
) -> bytes:
    info = tarfile.TarInfo(name)
    for key, value in about.items():
        setattr(info, key, value)
    return tarred(info, content, form)


def header(at: int, field: bytes, block: bytes | None = None, *, sound: bool = True) -> bytes:
    """A file whose header has `field` at `at`; its checksum is right if `sound`."""
    changed = bytearray(block or file())
    changed[at : at + len(field)] = field
    if sound:
        changed[148:156] = b" " * 8
        changed[148:156] = b"%06o\0 " % sum(changed[:512])
    return bytes(changed)


def pax(*records: bytes, kind: bytes = b"x") -> bytes:
    body = b"".join(record(text) for text in records)
    return file("demo/pax", body, type=kind)


def record(text: bytes) -> bytes:
    size = next(size for size in range(len(text), len(text) + 9) if size == len(f"{size} ") + len(text) + 1)
    return b"%d %b\n" % (size, text)


@pytest.mark.parametrize(
    "tail",
    [PLAIN, gzip.compress(b""), b"\0" * 512, b"\0", b"anything"],
    ids=["archive", "nothing", "zeros", "NUL", "text"],
)
def test_nothing_follows_the_first_gzip_member(tail: bytes) -> None:
    with pytest.raises(ArchiveError, match="goes on after its end; pack the chart again"):
        unpack(PLAIN + tail)


def test_a_gzip_header_may_have_what_helm_and_gzip_write() -> None:
    extra, name, comment = b"\4\0hELM", b"demo.tar\0", b"Helm\0"
    body = PLAIN[PLAIN.index(b"\0", 10) + 1 :]
    assert unpack(b"\x1f\x8b\x08\x1c" + bytes(6) + extra + name + comment + body) == CHART


@pytest.mark.parametrize(
    "head",
    [
        b"\x1f\x8b\x08\x02" + bytes(6) + b"\0\0",
        b"\x1f\x8b\x08\x01" + bytes(6),
        b"\x1f\x8b\x08\xe0" + bytes(6),
        b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 512 + b"\0",
        b"\x1f\x8b\x08\x10" + bytes(6) + b"no end",
    ],
    ids=["checksum", "text", "reserved", "long name", "no end"],
)
def test_a_gzip_header_with_more_is_refused(head: bytes) -> None:
    with pytest.raises(ArchiveError, match="has a gzip header that is not plain"):
        unpack(head + b"\x01\x02\x03")


@pytest.mark.parametrize(
    ("tar", "message"),
    [
        (file() + END + file(), "goes on after its end"),
        (file() + bytes(512) + file(), "goes on after its end"),
        (file(), "ends too early"),
        (file() + bytes(512), "ends too early"),
        (file()[:600], "ends too early"),
        (END, "holds no files"),
        (file()[:513] + b"y" + file()[514:] + END, "has something between its files"),
        (header(0, b"?", sound=False), "is not a tar file"),
        (header(257, bytes(8)), "is not a tar file"),
        (header(257, b"ustar\x0011"), "is not a tar file"),
        (header(508, b"tar\0"), "has a header of demo/x that is not plain"),
        (header(345, b"p", file(form=tarfile.GNU_FORMAT)), "has a header of demo/x that is not plain"),
        (header(0, b"demo/a\0b"), r"holds b'demo/a\\x00b', a name with a NUL in it"),
        (header(0, b"demo/\xff\xfe"), r"holds b'demo/\\xff\\xfe', a name that is not UTF-8"),
        (header(157, b"demo/y"), "holds demo/x, which is not a plain file"),
        (header(124, b"\x80" + bytes(10) + b"\1"), "has a number in a header that is not plain"),
        (header(124, b"\xff" * 12), "has a number in a header that is not plain"),
        (header(124, b"-0000000001\0"), "has a number in a header that is not plain"),
        (header(124, b"1\0" + b"7" * 10), "has a number in a header that is not plain"),
        (header(136, b"9"), "has a number in a header that is not plain"),
        (header(108, b"x"), "has a number in a header that is not plain"),
        (header(100, b"0040644\0"), "holds demo/x, which is not a plain file"),
        (file(type=b"S"), "holds demo/x, which is not a plain file"),
        (file(type=b"K"), "holds demo/x, which is not a plain file"),
        (file(type=b"7"), "holds demo/x, which is not a plain file"),
        (file(type=b"V"), "holds demo/x, which is not a plain file"),
        (file(type=b"L"), "holds demo/x, which is not a plain file"),
        (file("demo/x", b"x", type=b"5"), "holds demo/x/, which is not a plain file"),
        (file("demo/x/", b"x"), "holds demo/x/, a path that no chart archive has"),
        (file("Chart.yaml/Chart.yaml"), "holds Chart.yaml/Chart.yaml, a path that no chart archive has"),
        (file("demo/..x"), "holds ..x, a path that no chart archive has"),
        (file("demo/c:/x"), "holds c:/x, a path that no chart archive has"),
        (file("demo/a\nb"), r"holds 'demo/a\\nb', a path that no chart archive has"),
        (file("demo/a\u2028b"), r"holds 'demo/a\\u2028b', a path that no chart archive has"),
        (file("demo/a") + file("other/b"), "holds other/b beside demo/, and a chart is one folder"),
        (file("demo/a") + file("demo/A"), "holds A and a, which no disk or not every disk can keep apart"),
        (file("demo/B/x") + file("demo/b/y"), "holds B/x and b/y, which"),
        (file("demo/e\u0301") + file("demo/\u00e9"), "which no disk or not every disk can keep apart"),
        (file("demo/a") + file("demo/a/b"), "holds a and a/b, which no disk"),
        (file(content=b"\xef\xbb\xbf" * 2), "holds x, which begins with two byte order marks"),
        (file("demo/" + "a" * 94 + "/" + "b" * 10 , form=tarfile.PAX_FORMAT) , "ends too early"),
        (file("demo/" + "a/" * 130 + "b", form=tarfile.PAX_FORMAT) + END, "holds a path of more than 255 bytes"),
    ],
)  # fmt: skip
def test_what_is_not_plain_is_refused(tar: bytes, message: str) -> None:
    ended = tar if len(tar) % 512 or message == "ends too early" or tar.endswith(END) else tar + END
    with pytest.raises(ArchiveError, match=message):
        unpack(zipped(ended))


def test_an_extended_header_may_name_the_file_and_say_what_changes_nothing() -> None:
    said = pax(b"path=demo/y", b"mtime=1.5", b"uid=70000", b"SCHILY.xattr.user.a=\xff", b"LIBARCHIVE.b=c")
    assert unpack(zipped(said + file() + END)) == {"y": b"x"}


def test_a_comment_for_all_files_changes_nothing() -> None:
    assert unpack(zipped(pax(b"comment=1f3c", kind=b"g") + file() + END)) == {"x": b"x"}


@pytest.mark.parametrize(
    "text",
    [
        b"size=3", b"linkpath=y", b"GNU.sparse.major=1", b"GNU.sparse.name=demo/y", b"hdrcharset=BINARY", b"path=",
        b"mtime=soon", b"uid=-1", b"SCHILY.realsize=9", b"path=demo/a\0b",
    ],
)  # fmt: skip
def test_an_extended_header_that_changes_more_than_a_name_is_refused(text: bytes) -> None:
    with pytest.raises(ArchiveError, match=r"has an extended header with '[\w.]+', which is not plain"):
        unpack(zipped(pax(text) + file() + END))


@pytest.mark.parametrize(
    "headers",
    [
        pax(b"path=demo/y", b"path=demo/z"),
        pax(b"path=demo/y", kind=b"g"),
        pax(b"path=demo/y") + pax(b"path=demo/z"),
        file("demo/p", b"+16 path=demo/y\n", type=b"x"),
        file("demo/p", b"99 path=demo/y\n", type=b"x"),
        file("demo/p", b"15 path=demo/y ", type=b"x"),
        file("demo/p", b"5 a=\n", type=b"x")
        + pax(b"path=demo/y")
        + file("l", b"demo/z\0", tarfile.GNU_FORMAT, type=b"L"),
        file("demo/p", b"demo/y", tarfile.GNU_FORMAT, type=b"L"),
        file("demo/p", b"demo/y\0z", tarfile.GNU_FORMAT, type=b"L"),
        file("demo/p", b"demo/\xff\0", tarfile.GNU_FORMAT, type=b"L"),
        pax(b"comment=" + b"a" * 70_000),
    ],
)
def test_an_extended_header_has_one_meaning(headers: bytes) -> None:
    with pytest.raises(ArchiveError, match=r"extended header|long name|not UTF-8"):
        unpack(zipped(headers + file() + END))


def test_an_extended_header_describes_a_file() -> None:
    with pytest.raises(ArchiveError, match="has no file where demo/y is announced"):
        unpack(zipped(file() + pax(b"path=demo/y") + END))


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_the_usual_forms_of_tar_are_read(form: Literal[0, 1, 2]) -> None:
    tar = (
        file("demo/", b"", form, type=b"5", mode=0o755)
        + file("demo/é.txt", b"1", form, mtime=1.5 if form == tarfile.PAX_FORMAT else 1)
        + file(
            "demo/" + "long/" * 30 + "name", b"2", form, uid=100_000_000 if form == tarfile.GNU_FORMAT else 0
        )
        + bytes(10_240)
    )
    assert unpack(zipped(tar)) == {"é.txt": b"1", "long/" * 30 + "name": b"2"}


def test_a_byte_order_mark_is_left_out_as_helm_does() -> None:
    assert unpack(pack("demo", CHART | {"a.txt": b"\xef\xbb\xbfa"}))["a.txt"] == b"a"


@pytest.mark.parametrize(
    "path", ["charts/sub-1.0.0.tgz", "charts/other/charts/sub-1.0.0.tgz"], ids=["own", "of another"]
)
def test_charts_in_the_archive_are_as_plain(path: str) -> None:
    assert path in unpack(pack("demo", CHART | {path: PLAIN}))
    with pytest.raises(ArchiveError, match=f"holds {path}, an archive that goes on after its end"):
        unpack(pack("demo", CHART | {path: PLAIN + PLAIN}))


@pytest.mark.parametrize("path", ["charts/_a.tgz", "charts/.a.tgz", "files/a.tgz", "charts/_b/charts/a.tgz"])
def test_what_helm_does_not_read_as_a_chart_may_hold_anything(path: str) -> None:
    assert unpack(pack("demo", CHART | {path: b"anything"}))[path] == b"anything"


def nested(times: int) -> bytes:
    archive = PLAIN
    for _ in range(times):
        archive = pack("demo", CHART | {"charts/a-1.0.0.tgz": archive})
    return archive


def test_archives_within_one_another_have_an_end() -> None:
    assert unpack(nested(ARCHIVE_DEPTH.value - 1))
    with pytest.raises(ArchiveError, match="holds archives in archives, more than 10 deep"):
        unpack(nested(ARCHIVE_DEPTH.value))


def test_archives_within_an_archive_count_as_well() -> None:
    inner = zipped(file(content=bytes(5_000_000)) * 1 + END)
    many = {f"charts/a{number}.tgz": inner for number in range(22)}
    with pytest.raises(ArchiveError, match=f"holds more than {ARCHIVE_BYTES.value} bytes"):
        unpack(pack("demo", CHART | many))


def test_an_archive_has_so_many_files() -> None:
    with pytest.raises(ArchiveError, match="holds more than 10000 files"):
        unpack(
            zipped(b"".join(file(f"demo/{number}", b"") for number in range(ARCHIVE_FILES.value + 1)) + END)
        )


def test_a_folder_that_would_be_too_much_as_an_archive() -> None:
    with pytest.raises(ArchiveError, match=f"holds more than {ARCHIVE_BYTES.value} bytes"):
        chart_files({f"templates/{number}.txt": bytes(5_000_000) for number in range(7)})
    with pytest.raises(ArchiveError, match="holds more than 10000 files"):
        chart_files({f"files/{number}": b"" for number in range(ARCHIVE_FILES.value + 1)})


def spent(task: Callable[[], object]) -> int:
    """The most memory that the task has at one time, in bytes."""
    tracemalloc.start()
    try:
        task()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_giant_file_is_refused_before_it_is_read() -> None:
    size = 99 * 1024 * 1024
    head = tarfile.TarInfo("demo/giant")
    head.size = size
    compressor = zlib.compressobj(1, wbits=31)
    archive = (
        compressor.compress(head.tobuf(tarfile.USTAR_FORMAT))
        + compressor.compress(bytes(size))
        + compressor.flush()
    )

    def read() -> None:
        message = f"holds demo/giant, a file of {size} bytes; Helm reads at most {CHART_FILE_BYTES.value}"
        with pytest.raises(ArchiveError, match=message):
            unpack(archive)

    assert spent(read) < 1_000_000


def test_reading_and_packing_need_no_more_than_twice_what_is_there() -> None:
    files = {f"{number}.bin": bytes(4_000_000) for number in range(8)}
    archive = zipped(gzip.decompress(pack("demo", files)))
    assert spent(lambda: unpack(archive)) < 1.3 * 32_000_000
    assert spent(lambda: pack("demo", files)) < 1.3 * 32_000_000


def test_time_grows_with_the_size_alone() -> None:
    """Ten thousand headers of the longest paths, which differ at their end alone."""
    name = "demo/" + "a/" * 60
    tar = b"".join(file(f"{name}{number}", b"") for number in range(9_000))
    assert len(unpack(zipped(tar + END))) == 9_000


def test_python_reads_the_same_where_it_reads_a_plain_archive() -> None:
    with tarfile.open(fileobj=io.BytesIO(PLAIN), mode="r:gz") as tar:
        assert [member.name for member in tar] == [f"demo/{path}" for path in unpack(PLAIN)]
