"""What is read from the files beside a descriptor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.repositories import ENVIRONMENT, REPOSITORY, SERVICE, descriptor

from helmwright import layout
from helmwright.descriptors.config_files import with_files
from helmwright.descriptors.load import load
from helmwright.disk import Folder
from helmwright.findings import Findings
from helmwright.limits import Limit
from helmwright.pipeline import lint
from helmwright.yamlio.writer import emit

CART = layout.service("shop", "cart")
FILES = Path(CART).parent / "files"


def read(root: Path, name: str) -> tuple[dict[str, str], list[str]]:
    """The texts of what a configuration of cart is read from, and what is found."""
    source, findings = with_files(
        descriptor(CART, {"config": {"a": {"from": name, "mount": "/a"}}}), Folder(root)
    )
    return {**source.files.get(name, {})}, [f"{item.code} {item.message}" for item in findings]


def write(root: Path, **texts: bytes) -> None:
    for name, content in texts.items():
        path = root / FILES / name.replace("__", "/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def test_the_files_of_a_folder_come_by_name_without_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path, in__b=b"2", in__a=b"1", in__C=b"3")
    (tmp_path / FILES / "in/.a.swp").write_bytes(b"\0")
    texts, found = read(tmp_path, "files/in")
    assert ([*texts.items()], found) == ([("C", "3"), ("a", "1"), ("b", "2")], [])


@pytest.mark.parametrize(
    ("name", "hint"), [("agnet.yaml", "did you mean 'agent.yaml'?"), ("b/agent.yaml", "add it, or correct")]
)
def test_what_is_not_there_may_be_called_otherwise(tmp_path: Path, name: str, hint: str) -> None:
    write(tmp_path, **{"agent.yaml": b"1"})
    source = descriptor(CART, {"config": {"a": {"from": f"files/{name}", "mount": "/a"}}})
    (finding,) = with_files(source, Folder(tmp_path))[1]
    assert finding.hint.startswith(hint)


def test_a_file_that_is_named_may_be_hidden(tmp_path: Path) -> None:
    write(tmp_path, **{".htaccess": b"Deny"})
    assert read(tmp_path, "files/.htaccess") == ({".htaccess": "Deny"}, [])


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb", "a\rb"),
        ("\ufeffé\u2028\x07".encode(), "\ufeffé\u2028\x07"),
        (b"", ""),
        (b"{{ .Values.x }} $(A) {{", "{{ .Values.x }} $(A) {{"),
    ],
)
def test_a_text_stays_as_it_is_but_for_line_ends(tmp_path: Path, content: bytes, text: str) -> None:
    write(tmp_path, a=content)
    assert read(tmp_path, "files/a") == ({"a": text}, [])


@pytest.mark.parametrize("content", [b"caf\xe9", b"a\0b", "é".encode("utf-16"), b"\xed\xa0\x80"])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    write(tmp_path, a=content)
    assert read(tmp_path, "files/a") == ({}, [f"L124 {FILES}/a: this is not text in UTF-8"])


@pytest.mark.parametrize(
    "name", ["files/../../../../secret", "/etc/hostname", "../files/a", "files//a", "files/./a"]
)
def test_nothing_else_is_opened(tmp_path: Path, name: str) -> None:
    """The schema says what is wrong with it."""
    write(tmp_path, a=b"1")
    assert read(tmp_path, name) == ({}, [])


def test_a_link_leads_to_what_is_in_the_repository_and_not_out_of_it(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    write(root, a=b"1")
    (tmp_path / "outside").mkdir()
    (root / FILES / "in").symlink_to("a")
    (root / FILES / "out").symlink_to(tmp_path / "outside")
    (root / ".git").mkdir()
    (root / ".git/config").write_text("token")
    (root / FILES / "git").symlink_to(root / ".git")
    assert read(root, "files/in") == ({"in": "1"}, [])
    assert read(root, "files/out") == ({}, [f"L114 {FILES}/out: the link leads out of the repository"])
    assert read(root, "files/git") == ({}, [f"L114 {FILES}/git: the link leads into .git"])


def found(root: Path, config: Any) -> Findings:
    """What is found in a repository where cart has this configuration."""
    repository = {
        layout.REPOSITORY: {"kind": "Repository", **REPOSITORY},
        layout.environment("prod"): {"kind": "Environment", **ENVIRONMENT},
        CART: {"kind": "Service", **SERVICE, "config": config},
    }
    for path, fields in repository.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(emit({"apiVersion": "helmwright.dev/v1", **fields}), "utf-8")
    return lint(root).findings


def test_yaml_in_the_folder_of_files_is_no_misplaced_descriptor(tmp_path: Path) -> None:
    write(tmp_path, **{"agent.yaml": b"kind: Service\n"})
    assert found(tmp_path, {"a": {"from": "files/agent.yaml", "mount": "/a"}}) == ()


def test_a_file_counts_as_often_as_it_is_taken(tmp_path: Path) -> None:
    write(tmp_path, a=b"#" * 1000)
    found(tmp_path, {f"a{number}": {"from": "files/a", "mount": f"/a{number}"} for number in range(10)})
    at_most = Limit(10_000, "bytes of descriptors", "repository", "L122")
    assert [item.code for item in load(tmp_path, most_bytes=at_most).findings] == ["L122"]


def test_the_layers_replace_what_is_taken_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path, all__a=b"1", all__b=b"http://stock:8080", some__a=b"2")
    config = {"a": {"from": "files/all", "mount": "/a"}}
    found(tmp_path, config)
    path = tmp_path / CART
    path.write_text(path.read_text() + "environments: {prod: {config: {a: {from: files/some}}}}\n")
    result = lint(tmp_path)
    assert result.resolved
    ((_, service),) = result.resolved.services()
    assert service.section("config")["a"]["from"] == {"a": "2"}
