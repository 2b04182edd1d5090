"""Bad input, each with exactly what is said about it.

A case is a small repository in `tests/cases/invalid/<code>-<what>/` with its findings in `findings.txt`.
What git or an editor would change on its way, such as line ends, links or other encodings, is made here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests import case_files
from tests.case_files import lay
from tests.golden import same_file

from helmwright import __version__
from helmwright.codes.listing import LISTING
from helmwright.codes.loading import LOADING
from helmwright.codes.schema import SCHEMA_CODES
from helmwright.findings import Findings
from helmwright.limits import CONFIG_BYTES, DESCRIPTOR_BYTES
from helmwright.pipeline import lint
from helmwright.rules import CODES as RULE_CODES

FOLDER = case_files.FOLDER / "invalid"
NO_REPOSITORY = "L101-no-repository"
CASES = tuple(sorted(path.name for path in FOLDER.iterdir()))
CART = "apps/shop/services/cart.yaml"
TEXT = 'apiVersion: helmwright.dev/v1\nkind: Service\ndescription: "Panier à dos"\n'


def _link_out(root: Path) -> None:
    outside = root.parent / "outside.yaml"
    outside.write_text(TEXT, encoding="utf-8")
    (root / CART).symlink_to(outside)


def _folder(root: Path) -> None:
    (root / CART).mkdir()


def _write(content: bytes) -> Callable[[Path], None]:
    def write(root: Path) -> None:
        (root / CART).write_bytes(content)

    return write


def _instead(place: Callable[[Path], object], path: str = "apps/shop/services") -> Callable[[Path], None]:
    """Puts something else where a folder belongs."""

    def put(root: Path) -> None:
        shutil.rmtree(root / path)
        place(root / path)

    return put


def _submodule(root: Path) -> None:
    text = '[submodule "shop"]\n\tpath = apps/shop/services\n\turl = https://git.example/shop.git\n'
    (root / ".gitmodules").write_text(text, encoding="utf-8")


def _missing_submodule(root: Path) -> None:
    _submodule(root)
    (root / CART).parent.rmdir()


def _configuration_out(root: Path) -> None:
    (root / "apps/shop/services/files").mkdir()
    (root / "apps/shop/services/files/agent.yaml").symlink_to("/etc/hostname")


def _large_configuration(root: Path) -> None:
    files = root / "apps/shop/services/files"
    (files / "parts").mkdir(parents=True)
    (files / "agent.yaml").write_bytes(b"#" * (CONFIG_BYTES.value + 1))
    for name in ("a", "b"):
        (files / "parts" / name).write_bytes(b"#" * (CONFIG_BYTES.value // 2 + 1))
    os.mkfifo(files / "pipe")


MADE: Mapping[str, Callable[[Path], None]] = {
    "L102-latin-1": _write(TEXT.encode("latin-1")),
    "L102-utf-16": _write(TEXT.encode("utf-16")),
    "L103-huge-file": _write(TEXT.encode() + b"#" * DESCRIPTOR_BYTES.value),
    "L104-nul-character": _write(TEXT.encode().replace(b"dos", b"do\0")),
    "L109-byte-order-mark": _write(b"\xef\xbb\xbfkind: Service\nkind: Service\n"),
    "L109-line-ends-of-windows": _write(b"kind: Service\r\nowner: shop\r\nkind: Service\r\n"),
    "L114-link-out-of-the-repository": _link_out,
    "L114-configuration-out-of-the-repository": _configuration_out,
    "L115-configuration-too-large": _large_configuration,
    "L115-broken-link": lambda root: (root / CART).symlink_to("basket.yaml"),
    "L115-folder": _folder,
    "L115-link-in-a-circle": lambda root: (root / CART).symlink_to(root / CART),
    "L114-folder-out-of-the-repository": _instead(lambda folder: folder.symlink_to(folder.parents[3])),
    "L115-pipe": lambda root: os.mkfifo(root / CART),
    "L115-folder-that-leads-nowhere": _instead(lambda folder: folder.symlink_to("gone")),
    "L115-folder-in-a-circle": _instead(lambda folder: folder.symlink_to("services")),
    "L118-file-for-the-services": _instead(lambda folder: folder.touch()),
    "L118-file-for-an-app": _instead(lambda folder: folder.touch(), "apps/shop"),
    "L119-submodule": _submodule,
    "L119-submodule-that-is-gone": _missing_submodule,
    "L120-app": lambda root: (root / CART).parent.with_name("App.yaml").touch(),
    "L120-services": _instead(lambda folder: folder.with_name("Services").mkdir()),
    "L120-suffix": lambda root: (root / CART).with_suffix(".YAML").touch(),
    "L117-unprintable-name": lambda root: (root / f"{CART}\n.yaml").touch(),
}
"""What the file apps/shop/services/cart.yaml is in some cases, or what lies beside it."""


def check(root: Path) -> Findings:
    return lint(root).findings


def _report(case: str, folder: Path) -> str:
    root = lay(f"invalid/{case}", folder / "repository")
    if case == NO_REPOSITORY:
        (root / "helmwright.yaml").unlink()
    if case in MADE:
        if not (FOLDER / case / "apps").exists():
            shutil.rmtree(root / "apps")
        (root / CART).parent.mkdir(parents=True, exist_ok=True)
        MADE[case](root)
    text = "".join(f"{finding}\n" for finding in check(root))
    return text.replace(f"this is {__version__}", "this is <version>")


@pytest.mark.parametrize("case", CASES)
def test_findings(case: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    report = _report(case, tmp_path)
    same_file(FOLDER / case / "findings.txt", report, request.config)
    assert f" {case[:4]}: " in report


CODES = {row.code for row in (*LOADING, *LISTING, *SCHEMA_CODES, *RULE_CODES)} - {"L122"}
"""Those of descriptors, without the one that takes 20,000 of them, which is tested with fewer beside `load`."""


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_has_a_case(code: str) -> None:
    assert [case for case in CASES if case.startswith(f"{code}-")]
