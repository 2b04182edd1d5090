"""Answers typed at a terminal: copier asks for what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input.base import PipeInput
from prompt_toolkit.input.defaults import create_pipe_input
from prompt_toolkit.output import DummyOutput

from helmwright.scaffold.create import Descriptor, init, new

ENTER = "\r"
CTRL_C = "\x03"
ERASE = "\x15"
CART = {"app": "shop", "name": "cart"}


@pytest.fixture
def terminal() -> Iterator[PipeInput]:
    with create_pipe_input() as keys, create_app_session(input=keys, output=DummyOutput()):
        yield keys


def test_what_no_answer_was_given_for_is_asked(terminal: PipeInput, tmp_path: Path) -> None:
    terminal.send_text(ENTER)  # the first kind, web
    terminal.send_text("acme/cart" + ENTER)
    terminal.send_text("1.0.0" + ENTER)
    terminal.send_text(ERASE + "3000" + ENTER)
    terminal.send_text(ENTER * 4)
    new("service", tmp_path, CART, defaults=False)
    assert (tmp_path / "apps/shop/services/cart.yaml").read_text() == (
        "# yaml-language-server: $schema=../../../schemas/service.schema.json\n"
        "apiVersion: helmwright.dev/v1\n"
        "kind: Service\n"
        'image: {repository: acme/cart, tag: "1.0.0"}\n'
        "ports:\n"
        "  http: 3000\n"
        "probes:\n"
        "  readiness: {type: http, path: /healthz}\n"
        "resources: {requests: {cpu: 100m, memory: 128Mi}, limits: {memory: 256Mi}}\n"
    )


def test_a_wrong_answer_is_asked_again(terminal: PipeInput, tmp_path: Path) -> None:
    terminal.send_text("1.0.0}" + ENTER + ERASE + "1.0.0" + ENTER)
    answers = CART | {
        "kind": "worker",
        "image": "acme/cart",
        "connects_to": "",
        "owner": "",
        "description": "",
    }
    new("service", tmp_path, answers, defaults=False)
    assert 'tag: "1.0.0"' in (tmp_path / "apps/shop/services/cart.yaml").read_text()


def test_the_app_and_the_name_are_asked_first_until_they_are_right(
    terminal: PipeInput, tmp_path: Path
) -> None:
    answers = {"kind": "worker", "image": "acme/cart", "tag": "1.0.0"}
    others = {"connects_to": "", "owner": "", "description": ""}
    new("service", tmp_path, {**CART, **answers}, defaults=True)
    for wrong, right in (("/etc" + ENTER + ERASE + "shpo", "shop"), ("1st", "cart")):
        terminal.send_text(wrong + ENTER + ERASE + right + ENTER)
    terminal.send_text(ERASE + "basket" + ENTER)  # shop/cart is there
    created = new("service", tmp_path, {**answers, **others}, defaults=False)
    assert created.path == "apps/shop/services/basket.yaml"


def test_a_repository_asks_for_the_account_where_a_profile_is_of_aws(
    terminal: PipeInput, tmp_path: Path
) -> None:
    others = {"name": "acme", "repo_url": "https://git.example/acme.git", "team": "web", "reviewers": "@web"}
    terminal.send_text(ERASE + "prod=eks" + ENTER + "1111" + ENTER + ERASE + "111122223333" + ENTER)
    terminal.send_text(ENTER * 5)  # region, example, version, domain, helmwright
    init(tmp_path / "acme", others, defaults=False)
    assert 'accountId: "111122223333"' in (tmp_path / "acme/environments/prod.yaml").read_text()


KINDS: tuple[Descriptor, ...] = ("app", "environment")


@pytest.mark.parametrize("kind", KINDS)
def test_one_that_is_there_is_asked_again(terminal: PipeInput, tmp_path: Path, kind: Descriptor) -> None:
    new(kind, tmp_path, {"name": "shop"}, defaults=True)
    terminal.send_text("shop" + ENTER + ERASE + "other" + ENTER + ENTER * 9)
    assert "other" in new(kind, tmp_path, {}, defaults=False).path


def test_stopping_leaves_nothing_behind(terminal: PipeInput, tmp_path: Path) -> None:
    terminal.send_text(ENTER + "acme/cart" + ENTER + CTRL_C)
    with pytest.raises(KeyboardInterrupt):
        new("service", tmp_path, CART, defaults=False)
    assert list(tmp_path.rglob("*")) == []
