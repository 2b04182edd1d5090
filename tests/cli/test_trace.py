"""helmwright trace"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.case_files import valid
from tests.cli.conftest import Golden, Run, edit


@pytest.mark.parametrize("environment", ["dev", "prod"])
def test_each_value_has_its_line_and_what_it_overrode(
    environment: str, run: Run, repository: Path, golden: Golden
) -> None:
    result = run("trace", "shop/cart", "--env", environment)
    assert (result.exit_code, result.stderr) == (0, "")
    golden(f"trace-{environment}.txt", result.stdout)


def test_the_places_are_those_of_the_values(run: Run, repository: Path) -> None:
    report = json.loads(run("trace", "shop/cart", "--env", "prod", "--format", "json").stdout)
    for value in report["values"]:
        for said in (value, *value["overrides"]):
            line = (repository / said["path"]).read_text().splitlines()[said["line"] - 1]
            text = line[said["column"] - 1 :].lstrip('"')
            shown = said["value"] if not isinstance(said["value"], dict) else "{"
            assert text.startswith((str(shown), "http: 8080"))


def test_json(run: Run, repository: Path, golden: Golden) -> None:
    result = run("trace", "shop/cart", "--env", "prod", "--key", "replicas", "--format", "json")
    golden("trace.json", result.stdout)


def test_the_values_of_the_chart_and_its_defaults(run: Run, repository: Path) -> None:
    given = ("trace", "shop/cart", "--env", "prod", "--values", "--key")
    assert run(*given, "podSecurityContext.runAsGroup").stdout == (
        "podSecurityContext.runAsGroup = 10001  charts/service/values.schema.json\n"
    )
    assert (
        run(*given, "autoscaling.min").stdout == "autoscaling.min = 3  apps/shop/services/cart.yaml:11:26\n"
    )


@pytest.mark.parametrize(
    "schema", ['{"properties": ', "[]", '{"properties": {"a": {"$ref": 3}}, "definitions": 4}']
)
def test_a_chart_whose_schema_is_none_has_no_defaults(schema: str, run: Run, repository: Path) -> None:
    chart = repository / "charts/service"
    chart.mkdir(parents=True)
    (chart / "values.schema.json").write_text(schema)
    result = run("trace", "shop/cart", "--env", "prod", "--values")
    assert (result.exit_code, "charts/service" in result.stdout) == (0, False)
    assert "autoscaling.min" in result.stdout


def test_one_key(run: Run, repository: Path) -> None:
    result = run("trace", "shop/cart", "--env", "prod", "--key", "replicas.min")
    assert result.stdout == (
        "replicas.min = 3            apps/shop/services/cart.yaml:11:26\n"
        "               overrides 2  environments/prod.yaml:6:19\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["shop/crat", "--env", "dev"],
            "no service or add-on is called 'shop/crat'; did you mean 'shop/cart'?",
        ),
        (["shop/cart", "--env", "live"], "no environment is called 'live'; there are dev, prod"),
        (["shop/cart"], "Missing option '--env'."),
        (
            ["shop/cart", "--env", "dev", "--key", "replica"],
            "shop/cart sets nothing called 'replica' in dev\n  hint: did you mean 'replicas'?",
        ),
        (
            ["shop/cart", "--env", "prod", "--key", "autoscaling"],
            "hint: it is a value of the chart: add --values",
        ),
        (
            ["shop/cart", "--env", "prod", "--key", "replicas.min", "--values"],
            "hint: it is a field: leave out --values",
        ),
    ],
    ids=["service", "environment", "no environment", "key", "value", "field"],
)
def test_what_is_not_there_is_wrong_usage(
    arguments: list[str], message: str, run: Run, repository: Path
) -> None:
    result = run("trace", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_service_that_does_not_run_there(run: Run, repository: Path) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "dev: {env: {LOG_LEVEL: debug}}", "dev: false")
    result = run("trace", "shop/cart", "--env", "dev")
    assert result.exit_code == 2
    assert result.stderr == "Error: shop/cart does not run in dev\n  hint: it runs in prod\n"


def test_findings_come_first(run: Run, repository: Path) -> None:
    edit(repository / "apps/shop/services/cart.yaml", "image:", "imgae:")
    result = run("trace", "shop/cart", "--env", "dev")
    assert result.exit_code == 1
    assert "error S101: unknown key 'imgae'" in result.stdout


def test_the_values_of_an_add_on_and_those_of_its_chart(run: Run) -> None:
    given = ("-C", str(valid("addons")), "trace", "widgets", "--env", "prod", "--values", "--key")
    assert run(*given, "public.logging").stdout == (
        'public.logging.format = "text"  charts/addons/widgets-1.2.0.tgz\n'
        'public.logging.level  = "warn"  apps/widgets/addon.yaml:46:31\n'
    )


def test_the_values_of_a_chart_of_the_repository(run: Run, repository: Path) -> None:
    (repository / "charts/own/templates").mkdir(parents=True)
    (repository / "charts/own/Chart.yaml").write_text("apiVersion: v2\nname: own\nversion: 1.0.0\n")
    values = repository / "charts/own/values.yaml"
    values.write_text("size: {min: 1, max: 2}\nlabels: {a: b}\nport: 80\nempty: {}\n")
    addon = repository / "apps/cache/addon.yaml"
    addon.parent.mkdir()
    said = "owner: shop\nchart: {path: charts/own}\nvalues: {size: {min: 3}, labels: none}\n"
    addon.write_text(f"apiVersion: helmwright.dev/v1\nkind: Addon\n{said}")
    trace = ("trace", "cache", "--env", "prod", "--values")
    assert [line.split()[0] for line in run(*trace).stdout.splitlines()] == [
        "labels", "port", "size.max", "size.min",
    ]  # fmt: skip
    values.write_text("size: [")
    assert [line.split()[0] for line in run(*trace).stdout.splitlines()] == ["labels", "size.min"]
