"""helmwright new"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Run, files
from tests.cli.terminal import CTRL_C, CURSOR, HELMWRIGHT, on_a_terminal

PRICING = ("--app", "catalog", "--name", "pricing", "--image", "ghcr.io/acme/pricing", "--tag", "1.0.0")


def test_a_service_is_one_file_that_is_right(run: Run, repository: Path) -> None:
    before = files(repository)
    result = run("new", "service", *PRICING)
    assert result.exit_code == 0
    assert result.stdout == "created apps/catalog/services/pricing.yaml\n"
    assert result.stderr == "\nNext: helmwright generate\n"
    assert files(repository).keys() - before.keys() == {"apps/catalog/services/pricing.yaml"}
    assert run("lint").output == "no findings\n"


def test_the_next_command_does_what_is_said(run: Run, generated: Path) -> None:
    run("new", "service", *PRICING)
    result = run("generate")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "updated apps/catalog/dev/values.yaml\n" in result.stdout


def test_what_else_is_needed_is_said_at_once(run: Run, repository: Path) -> None:
    (repository / "apps/shipping").mkdir()
    (repository / "apps/shipping/app.yaml").write_text("apiVersion: helmwright.dev/v1\nkind: App\n")
    result = run("new", "service", "--app", "shipping", *PRICING[2:])
    assert result.exit_code == 1
    assert result.stdout == "created apps/shipping/services/pricing.yaml\n"
    assert result.stderr.startswith("apps/shipping/app.yaml:1:1: error R103: nobody owns the app 'shipping'")


def test_errors_of_other_files_are_no_failure_of_the_new_one(run: Run, repository: Path) -> None:
    with (repository / "apps/catalog/services/products.yaml").open("a") as file:
        file.write("prots: {}\n")
    result = run("new", "app", "--name", "billing", "--owner", "shop")
    assert result.exit_code == 0
    note, _, elsewhere = result.stderr.partition("elsewhere in the repository:\n")
    assert note == "\nNext: helmwright new service, with billing as its app\n"
    assert elsewhere.startswith("apps/catalog/services/products.yaml:")


def test_the_only_team_owns_a_new_app(run: Run, repository: Path) -> None:
    run("new", "app", "--name", "billing")
    assert "owner: shop" in (repository / "apps/billing/app.yaml").read_text()
    with (repository / "helmwright.yaml").open("a") as file:
        file.write("  web: {description: The page}\n")
    result = run("new", "app", "--name", "invoices")
    assert "owner" not in (repository / "apps/invoices/app.yaml").read_text()
    assert "Write owner in apps/invoices/app.yaml" in result.stderr


def test_nothing_comes_next_while_the_new_file_has_errors(run: Run, repository: Path) -> None:
    result = run("new", "service", *PRICING, "--connects-to", "nobody", "--called-by", "shop/cart")
    assert result.exit_code == 1
    assert "PRICING_URL: {url: catalog/pricing/http}\napps/catalog/services/pricing.yaml:" in result.stderr
    assert "Next:" not in result.stderr


def test_an_unknown_app_is_refused_before_anything_is_written(run: Run, repository: Path) -> None:
    before = files(repository)
    result = run("new", "service", "--app", "shpo", *PRICING[2:])
    assert result.exit_code == 2
    assert "no app is called 'shpo'; did you mean 'shop'?" in result.stderr
    assert files(repository) == before


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        (("app", "--name", "billing", "--owner", "shop"), "apps/billing/app.yaml"),
        (("environment", "--name", "staging"), "environments/staging.yaml"),
    ],
    ids=["app", "environment"],
)
def test_an_app_and_an_environment(arguments: tuple[str, ...], path: str, run: Run, repository: Path) -> None:
    result = run("new", *arguments)
    assert (result.exit_code, result.stdout) == (0, f"created {path}\n")
    assert (repository / path).is_file()
    assert run("lint").output == "no findings\n"


def test_without_a_terminal_missing_answers_are_named(run: Run, repository: Path) -> None:
    before = files(repository)
    result = run("new", "service", "--app", "shop")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: answers are missing; give them with --name, --image, --tag\n"
    assert files(repository) == before


def test_a_descriptor_that_is_there_is_left_alone(run: Run, repository: Path) -> None:
    before = files(repository)
    result = run("new", "service", *PRICING[:2], "--name", "products", *PRICING[4:])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "Error: apps/catalog/services/products.yaml exists already\n"
    assert files(repository) == before


def test_a_wrong_answer_makes_nothing(run: Run, repository: Path) -> None:
    before = files(repository)
    result = run("new", "service", *PRICING, "--port", "http")
    assert result.exit_code == 2
    assert "a number from 1 to 65535" in result.stderr
    assert files(repository) == before


def test_a_known_add_on_is_one_file_that_is_right(run: Run, repository: Path) -> None:
    before = files(repository)
    result = run("new", "addon", "metrics-server")
    assert (result.exit_code, result.stdout) == (0, "created apps/metrics-server/addon.yaml\n")
    assert result.stderr == "\nNext: helmwright addons vendor metrics-server\n"
    assert files(repository).keys() - before.keys() == {"apps/metrics-server/addon.yaml"}
    assert 'owner: "shop"\n' in (repository / "apps/metrics-server/addon.yaml").read_text()
    assert run("lint").output == "no findings\n"


def test_any_other_chart_is_named_in_full(run: Run, repository: Path) -> None:
    chart = ("--chart", "gatus", "--repository", "https://charts.acme.example", "--version", "1.2.3")
    result = run("new", "addon", "status", *chart)
    assert (result.exit_code, result.stdout) == (0, "created apps/status/addon.yaml\n")
    assert run("lint").output == "no findings\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("karpentr",), "no add-on is known as 'karpentr'; did you mean 'karpenter'?"),
        ((), "which add-on is missing\n  hint: name one: alloy, "),
        (("status", "--chart", "gatus"), "NAME, --chart, --repository and --version belong together"),
        (("--chart", "a", "--repository", "https://b", "--version", "1.0.0"), "NAME, --chart, --repository"),
        (
            ("a", "--chart", "a", "--repository", "https://b", "--version", "^1.0.0"),
            "chart.version: '^1.0.0' does not fit",
        ),
        (("valkey", "--app", "shop"), "apps/shop/app.yaml exists already; an add-on is an app of its own"),
        (("valkey", "--owner", "a: b"), "owner: 'a: b' does not fit"),
    ],
    ids=["unknown", "unnamed", "in part", "without a name", "a range", "an app", "an odd owner"],
)
def test_an_add_on_that_cannot_be_makes_nothing(
    arguments: tuple[str, ...], said: str, run: Run, repository: Path
) -> None:
    before = files(repository)
    result = run("new", "addon", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert files(repository) == before


def test_errors_of_other_add_ons_do_not_hide_who_owns_a_new_one(run: Run, repository: Path) -> None:
    run("new", "addon", "velero")
    result = run("new", "addon", "reloader")
    assert result.exit_code == 0
    assert 'owner: "shop"\n' in (repository / "apps/reloader/addon.yaml").read_text()


def test_on_a_terminal_the_add_on_is_asked_from_a_list(repository: Path) -> None:
    seen, code = on_a_terminal(*HELMWRIGHT, "new", "addon", typed="valkee\nvalkey\n")
    assert code == 0, seen
    assert "\nvalkey                        A cache that speaks" in seen
    assert "Error: no add-on is known as 'valkee'; did you mean 'valkey'?" in seen
    assert seen.endswith("created apps/valkey/addon.yaml\n\nNext: helmwright addons vendor valkey\n")


BILLING = ("new", "app", "--owner", "shop", "--description", "Invoices")


def test_on_a_terminal_the_name_is_asked(repository: Path) -> None:
    seen, code = on_a_terminal(*HELMWRIGHT, *BILLING, typed="billing\r")
    assert code == 0, seen
    assert "Name of the app" in seen
    assert seen.endswith(
        "created apps/billing/app.yaml\n\nNext: helmwright new service, with billing as its app\n"
    )
    assert (repository / "apps/billing/app.yaml").is_file()


def test_a_wrong_answer_by_option_ends_at_once(repository: Path) -> None:
    before = files(repository)
    seen, code = on_a_terminal(*HELMWRIGHT, *BILLING, "--name", "Billing")
    assert (code, "lower-case letters" in seen, "Name of the app" in seen) == (2, True, False)
    assert files(repository) == before


def test_stopping_at_a_question_makes_nothing(repository: Path) -> None:
    before = files(repository)
    seen, code = on_a_terminal(*HELMWRIGHT, *BILLING, typed=f"bill{CTRL_C}")
    assert code == 130
    assert seen.replace(CURSOR, "").endswith("\ninterrupted\n")
    assert files(repository) == before


def test_defaults_asks_nothing_on_a_terminal(repository: Path) -> None:
    seen, code = on_a_terminal(*HELMWRIGHT, *BILLING, "--defaults")
    assert (seen, code) == ("Error: answers are missing; give them with --name\n", 2)


@pytest.mark.parametrize("profile", ["local", "eks", "eks-auto", "eks-private", "ephemeral"])
def test_the_environment_of_a_profile_is_complete(profile: str, run: Run, repository: Path) -> None:
    about = ("--domain", "qa.example", "--account-id", "111122223333")
    made = run("new", "environment", "--name", "qa", "--profile", profile, *about, "--defaults")
    assert (made.exit_code, made.stderr) == (0, "\nNext: helmwright generate\n")
    result = run("validate", "--env", "qa")
    assert (result.exit_code, result.stdout) == (0, "no findings\n")


@pytest.mark.parametrize(
    ("profile", "provider"), [("local", "eks"), ("eks-auto", "kind"), ("ephemeral", "generic")]
)
def test_a_profile_is_for_its_provider(profile: str, provider: str, run: Run, repository: Path) -> None:
    arguments = ("--name", "qa", "--profile", profile, "--provider", provider, "--defaults")
    result = run("new", "environment", *arguments)
    assert result.exit_code == 2
    assert f"the profile {profile} is for " in result.stderr
