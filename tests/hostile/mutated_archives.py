"""Archives with something odd in them, made from the members of a good one."""

from __future__ import annotations

import gzip
import io
import random
import tarfile
import zlib
from collections.abc import Callable

BLOCK = 512
Members = list[bytes]
"""Each a header block with what follows it."""

NAMES = (
    "./{}",
    "/{}",
    "{}/",
    "../{}",
    "demo//{}",
    "demo/./{}",
    "demo/x/../{}",
    "demo\\{}",
    "c:/{}",
    "demo/c:/{}",
    "DEMO/{}",
    "demo/Chart.yaml",
    "demo/CHART.YAML",
    "demo/templates/A.yaml",
    "demo/templates/cafe\u0301.yaml",
    "demo/..{}",
    "Chart.yaml",
    "demo/charts/_x.tgz",
    "demo/charts/.x/y",
    "demo/charts/README.md",
    "demo/charts/x.tgz",
    "demo/charts/x/Chart.yaml",
    "other/{}",
    "demo/templates/" + "long/" * 20 + "{}",
    "demo/" + "x" * 120,
    "demo/.helmignore",
    "demo/requirements.yaml",
    "demo/Chart.lock",
    "demo/values.yaml",
    "demo/values.schema.json",
    "demo/templates",
    "demo/a\nb",
    "demo/a b",
    "demo/\u00e9",
    "demo",
    "",
    "demo/crds/x.yaml",
)
OBJECT = b"apiVersion: v1\nkind: ConfigMap\nmetadata: {name: hidden}\n"
CHART = b"apiVersion: v2\nname: demo\nversion: 1.0.0\n"
CONTENTS = (
    OBJECT,
    b"",
    b"\xef\xbb\xbf" + OBJECT,
    b"\xef\xbb\xbf" * 2 + OBJECT,
    OBJECT + b"\0",
    OBJECT.decode().encode("utf-16"),
    b"\xff\xfe\xfd",
    CHART,
    CHART + b"---\nname: other\n",
    CHART + b"name: other\n",
    CHART + b"Dependencies: []\n",
    CHART + b"Type: library\n",
    b"a: 1\n---\na: 2\n",
    b"a: 1\na: 2\n",
    b"{}",
    b"dependencies: []\n",
    b"name: other\n",
    b"*\n",
    b"templates/\n",
    b"{{ fail `x` }}",
    b"[]",
)
RECORDS = (
    b"path=demo/templates/z.yaml",
    b"path=demo/../z",
    b"path=",
    b"path=demo/templates/a\0b",
    b"size=3",
    b"size=0",
    b"size=-1",
    b"mtime=1.5",
    b"mtime=x",
    b"linkpath=demo/a",
    b"GNU.sparse.major=1",
    b"GNU.sparse.minor=0",
    b"GNU.sparse.name=demo/templates/z.yaml",
    b"GNU.sparse.map=0,1",
    b"GNU.sparse.size=9",
    b"GNU.sparse.realsize=9",
    b"comment=x",
    b"uid=1",
    b"uid=99999999999999999999",
    b"SCHILY.xattr.user.a=b",
    b"hdrcharset=BINARY",
    b"LIBARCHIVE.a=b",
    b"path=demo/Chart.yaml",
    b"path=demo/values.yaml/",
)
FIELDS = {
    0: 100,
    100: 8,
    108: 8,
    116: 8,
    124: 12,
    136: 12,
    148: 8,
    156: 1,
    157: 100,
    257: 8,
    265: 32,
    329: 8,
    337: 8,
    345: 155,
    500: 12,
}
VALUES = (
    b"",
    b"\0",
    b" 0000644\0",
    b"0040644\0",
    b"0100644\0",
    b"\x80\0\0\0\0\0\0\0\0\0\0\1",
    b"\xff" * 12,
    b"-0000001\0",
    b"7777777\0",
    b"9",
    b"ustar\x0000",
    b"ustar  \0",
    b"ustar\x0011",
    b"0 1\0",
    b"demo\0x",
    b"1",
    b"2",
    b"5",
    b"7",
    b"A",
    b"D",
    b"K",
    b"L",
    b"M",
    b"S",
    b"V",
    b"g",
    b"x",
    b"3",
    b"4",
    b"6",
    b"\x01",
    b"demo",
    b"tar\0",
)


def members(tar: bytes) -> Members:
    """The members of a good tar file, an extended header together with what it describes."""
    found, at, start = [], 0, 0
    while any(tar[at : at + BLOCK]):
        kind, size = tar[at + 156 : at + 157], int(tar[at + 124 : at + 136].strip(b" \0") or b"0", 8)
        at += BLOCK + (size + BLOCK - 1) // BLOCK * BLOCK
        if kind not in b"xLg":
            found.append(tar[start:at])
            start = at
    return found


def member(name: str, content: bytes, kind: bytes = b"0") -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.type = len(content), kind
    header = info.tobuf(tarfile.GNU_FORMAT if kind in b"LK" else tarfile.USTAR_FORMAT, "utf-8")
    return header + content + bytes(-len(content) % BLOCK)


def sealed(block: bytes) -> bytes:
    """The member with a right checksum."""
    head = bytearray(block)
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head[:BLOCK])
    return bytes(head)


def archive(random: random.Random, good: bytes) -> bytes:
    """A good archive after one to three mutations of its members, its end, its gzip file and its bytes."""
    found = members(gzip.decompress(good))
    for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
        random.choice(_OF_MEMBERS)(random, found)
    tar = b"".join(found) + random.choice(_ENDS)(random)
    if random.random() < 0.1:
        tar = _damaged(random, tar)
    zipped = random.choice(_GZIPS)(random, tar)
    return _damaged(random, zipped) if random.random() < 0.1 else zipped


def _field(random: random.Random, found: Members) -> None:
    at = random.randrange(len(found))
    field, value = random.choice(list(FIELDS)), random.choice(VALUES)
    value = value[: FIELDS[field]]
    changed = found[at][:field] + value + found[at][field + len(value) :]
    found[at] = sealed(changed) if random.random() < 0.8 else changed


def _overruled(random: random.Random, found: Members) -> None:
    """What Go heeds and others may not: a file with the mode of a folder, or of another size than its header's."""
    at = random.randrange(len(found))
    if random.random() < 0.5:
        found[at] = sealed(found[at][:100] + b"0040644\0" + found[at][108:])
    else:
        found.insert(at, member("demo/pax", _record(b"size=3"), b"x"))


def _extended(random: random.Random, found: Members) -> None:
    texts = [random.choice(RECORDS) for _ in range(random.choice((1, 1, 2)))]
    records = b"".join(_record(text) for text in texts)
    found.insert(
        random.randrange(len(found) + 1), member("demo/pax", records, random.choice((b"x", b"x", b"g")))
    )


def _record(text: bytes) -> bytes:
    size = next(
        size for size in range(len(text), len(text) + 9) if size == len(b"%d " % size) + len(text) + 1
    )
    return b"%d %b\n" % (size, text)


def _long(random: random.Random, found: Members) -> None:
    name = _name(random).encode() + random.choice((b"\0", b"\0", b"", b"\0x"))
    found.insert(random.randrange(len(found) + 1), member("././@LongLink", name, random.choice((b"L", b"K"))))


def _added(random: random.Random, found: Members) -> None:
    name, content = _name(random), random.choice(CONTENTS)
    kind = random.choice((b"0", b"0", b"0", b"\0", b"5", b"7", b"S", b"1", b"2"))
    try:
        found.insert(random.randrange(len(found) + 1), member(name, content, kind))
    except ValueError:  # too long
        found.reverse()


def _packed(random: random.Random, found: Members) -> None:
    """A chart in charts/, perhaps odd itself."""
    inner = [member("sub/Chart.yaml", CHART.replace(b"demo", b"sub")), member("sub/templates/s.yaml", OBJECT)]
    if random.random() < 0.5:
        random.choice(_OF_MEMBERS)(random, inner)
    content = random.choice(_GZIPS)(random, b"".join(inner) + random.choice(_ENDS)(random))
    name = random.choice(
        ("demo/charts/sub-1.0.0.tgz", "demo/charts/sub", "demo/charts/_sub.tgz", "demo/files/sub.tgz")
    )
    found.append(member(name, content))


def _copied(random: random.Random, found: Members) -> None:
    found.insert(random.randrange(len(found) + 1), random.choice(found))


def _removed(random: random.Random, found: Members) -> None:
    if len(found) > 1:
        found.pop(random.randrange(len(found)))


def _moved(random: random.Random, found: Members) -> None:
    random.shuffle(found)


def _content(random: random.Random, found: Members) -> None:
    """A file's bytes changed, or what fills its last block."""
    at = random.randrange(len(found))
    if len(found[at]) > BLOCK:
        place = random.choice((len(found[at]) - 1, random.randrange(BLOCK, len(found[at]))))
        found[at] = found[at][:place] + random.choice((b"\0", b"x", b"\n")) + found[at][place + 1 :]


_OF_MEMBERS: tuple[Callable[[random.Random, Members], None], ...] = (
    _field,
    _overruled,
    _field,
    _field,
    _extended,
    _extended,
    _long,
    _added,
    _added,
    _added,
    _packed,
    _copied,
    _removed,
    _moved,
    _content,
)
_ENDS: tuple[Callable[[random.Random], bytes], ...] = (
    *(lambda _: bytes(2 * BLOCK),) * 12,
    *(lambda random: bytes(BLOCK * random.randrange(2, 20)),) * 3,
    lambda _: b"",
    lambda _: bytes(BLOCK),
    lambda random: bytes(random.randrange(2 * BLOCK)),
    lambda _: bytes(2 * BLOCK) + member("demo/templates/after.yaml", OBJECT),
    lambda _: bytes(BLOCK) + member("demo/templates/after.yaml", OBJECT) + bytes(2 * BLOCK),
    lambda _: bytes(2 * BLOCK) + b"x",
)


def _whole(random: random.Random, tar: bytes) -> bytes:
    return gzip.compress(tar, random.choice((0, 1, 6, 9)), mtime=0)


def _split(random: random.Random, tar: bytes) -> bytes:
    at = random.choice((0, BLOCK * random.randrange(1 + len(tar) // BLOCK), len(tar)))
    return _whole(random, tar[:at]) + _whole(random, tar[at:])


def _followed(random: random.Random, tar: bytes) -> bytes:
    hidden = gzip.compress(member("demo/templates/hidden.yaml", OBJECT) + bytes(2 * BLOCK))
    return _whole(random, tar) + random.choice(
        (hidden, b"\0", bytes(BLOCK), b"x", b"\x1f\x8b", gzip.compress(b""))
    )


def _headed(random: random.Random, tar: bytes) -> bytes:
    flags = random.choice((0x04, 0x08, 0x10, 0x1C, 0x02, 0x01, 0x20, 0x1F))
    head = b"\x1f\x8b\x08" + bytes([flags]) + random.randbytes(6)
    head += b"\x03\0abc" if flags & 0x04 else b""
    head += b"n" * random.choice((1, 511, 512)) + b"\0" if flags & 0x08 else b""
    head += b"c\xff\0" if flags & 0x10 else b""
    head += (zlib.crc32(head) & 0xFFFF).to_bytes(2, "little") if flags & 0x02 else b""
    return head + _whole(random, tar)[10:]


_GZIPS: tuple[Callable[[random.Random, bytes], bytes], ...] = (
    *(_whole,) * 14,
    _split,
    _followed,
    _followed,
    _headed,
    _headed,
)


def _damaged(random: random.Random, content: bytes) -> bytes:
    at = random.randrange(len(content))
    byte = bytes([random.randrange(256)])
    return random.choice(
        (
            content[:at],
            content[:at] + byte + content[at + 1 :],
            content[:at] + byte + content[at:],
            content[:at] + content[at + 1 :],
        )
    )


def _name(random: random.Random) -> str:
    return random.choice(NAMES).format(random.choice(("z.yaml", "demo/templates/z.yaml", "templates/z.yaml")))


def read(content: bytes) -> dict[str, bytes]:
    """The files of a good archive as Python's own reader finds them."""
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as tar:
        found = {info.name.partition("/")[2]: tar.extractfile(info) for info in tar if info.isfile()}
        return {name: file.read() for name, file in found.items() if file}
