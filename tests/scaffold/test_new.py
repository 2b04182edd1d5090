"""`new`: a descriptor at its place, or a reason and no file."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

import pytest

from helmwright import pipeline
from helmwright.scaffold.create import Descriptor, new
from helmwright.scaffold.placing import Created, ScaffoldError
from helmwright.writing.writer import alone

CART = {"app": "hello", "name": "cart", "image": "ghcr.io/acme/cart", "tag": "1.0.0"}


@pytest.mark.parametrize(
    ("kind", "answers", "path"),
    [
        ("service", CART, "apps/hello/services/cart.yaml"),
        ("service", CART | {"app": "shop", "owner": "platform"}, "apps/shop/services/cart.yaml"),
        ("app", {"name": "shop"}, "apps/shop/app.yaml"),
        ("environment", {"name": "qa"}, "environments/qa.yaml"),
    ],
)
def test_a_new_descriptor_is_where_the_loader_looks_for_it(
    repository: Path, kind: Descriptor, answers: dict[str, str], path: str
) -> None:
    assert new(kind, repository, answers, defaults=True).path == path
    linted = pipeline.lint(repository)
    assert linted.findings == ()
    assert path in linted.files


def test_the_next_command_is_said(tmp_path: Path) -> None:
    assert new("environment", tmp_path, {"name": "qa", "domain": "qa.example"}, defaults=True) == Created(
        "environments/qa.yaml", "Next: helmwright generate"
    )


@pytest.mark.parametrize(
    ("exposure", "said"),
    [
        ("NodePort", False),
        ("TargetGroup", False),
        ("ALB", True),
        ("LoadBalancer", True),
        ("Ingress", True),
        ("Gateway", True),
    ],
)
def test_where_hosts_need_a_domain_it_is_said(tmp_path: Path, exposure: str, said: bool) -> None:
    made = new(
        "environment", tmp_path, {"name": "qa", "provider": "eks", "exposure": exposure}, defaults=True
    )
    assert made.message.startswith("Write domain in environments/qa.yaml, or hosts in full") == said


@pytest.mark.parametrize(("teams", "owner"), [(["web"], "owner: web\n"), (["web", "data"], ""), ([], "")])
def test_the_only_team_owns_a_new_app(tmp_path: Path, teams: list[str], owner: str) -> None:
    made = new("app", tmp_path, {"name": "shop"}, defaults=True, teams=teams)
    assert (tmp_path / made.path).read_text().endswith(f"kind: App\n{owner}")
    assert made.message.startswith("Write owner in apps/shop/app.yaml") == (not owner)


def test_what_callers_must_add_is_said(tmp_path: Path) -> None:
    answers = CART | {"kind": "grpc", "called_by": "frontend, shop/checkout"}
    assert new("service", tmp_path, answers, defaults=True).message == (
        "Add to the descriptor of each caller (frontend, shop/checkout), under env:\n"
        "\n"
        "  CART_ADDR: {address: hello/cart/grpc}\n"
        "\n"
        "Next: helmwright generate"
    )


def test_missing_answers_are_named_by_their_flags(tmp_path: Path) -> None:
    with pytest.raises(ScaffoldError, match=r"^answers are missing; give them with --app, --image, --tag$"):
        new("service", tmp_path, {"name": "cart"}, defaults=True)


def test_an_existing_descriptor_is_never_overwritten(repository: Path) -> None:
    path = repository / "apps/hello/services/backend.yaml"
    before = path.read_bytes()
    with pytest.raises(ScaffoldError, match=r"^apps/hello/services/backend.yaml exists already$"):
        new("service", repository, CART | {"name": "backend"}, defaults=True)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"name": "../../../../cart"}, "'name': lower-case letters"),
        ({"name": "cart\x00"}, "'name': lower-case letters"),
        ({"app": ".."}, "'app': lower-case letters"),
        ({"app": "/etc"}, "'app': lower-case letters"),
        ({"tag": "1.0}"}, "'tag': letters, digits, dots"),
        ({"kind": "lambda"}, "Invalid choice"),
    ],
)
def test_a_refused_answer_leaves_nothing_behind(
    tmp_path: Path, answers: dict[str, str], message: str
) -> None:
    with pytest.raises(ScaffoldError, match=f"^{message}"):
        new("service", tmp_path, CART | answers, defaults=True)
    assert list(tmp_path.rglob("*")) == []


def test_a_folder_that_leads_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    repository = tmp_path / "repository"
    elsewhere.mkdir()
    repository.mkdir()
    (repository / "environments").symlink_to(elsewhere)
    with pytest.raises(ScaffoldError, match=r"^environments: a link stands here"):
        new("environment", repository, {"name": "qa"}, defaults=True)
    assert list(elsewhere.iterdir()) == []


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "environments").write_text("")
    with pytest.raises(
        ScaffoldError, match=r"^environments: this stands in the way of what is to be written$"
    ):
        new("environment", tmp_path, {"name": "qa"}, defaults=True)


def test_a_descriptor_that_appears_while_another_is_made_is_not_overwritten(repository: Path) -> None:
    """Two runs find the place free when they begin, and one writes while the other still asks."""
    path = "apps/hello/services/cart.yaml"
    answers = {"app": "hello", "name": "cart", "image": "ghcr.io/acme/cart", "tag": "1.0.0"}
    results: list[str] = []

    def second() -> None:
        try:
            new("service", repository, answers, defaults=True)
        except ScaffoldError as error:
            results.append(str(error))

    thread = Thread(target=second)
    with alone(repository) as writer:
        thread.start()
        thread.join(2)
        writer.put({path: b"first\n"})
        assert results == []
    thread.join()
    assert results == [f"{path} exists already"]
    assert (repository / path).read_bytes() == b"first\n"
