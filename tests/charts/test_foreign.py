"""Charts that are not ours go through the commands as they are; nothing is written that was not asked for."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import Result
from tests.executables import required
from tests.helms import REAL, started
from tests.program import helmwright

from helmwright.render.engine import RenderFailure, RenderRequest

GREETER = Path(__file__).parents[1] / "foreign/greeter"


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def docs(*arguments: str) -> Result:
    return helmwright("charts", "docs", *arguments)


@pytest.fixture
def greeter(tmp_path: Path) -> Path:
    return shutil.copytree(GREETER, tmp_path / "greeter")


def test_nothing_is_written_that_was_not_asked_for(greeter: Path) -> None:
    result = docs(str(greeter))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "nothing in this chart is generated; --add begins with it\n"
    assert docs("--check", str(greeter)).exit_code == 0
    assert files(greeter) == files(GREETER)


def test_the_table_follows_what_the_readme_says_and_stays_current(greeter: Path) -> None:
    before = (greeter / "README.md").read_text()
    assert docs("--add", "readme", str(greeter)).output == "updated README.md\n1 updated\n"
    readme = (greeter / "README.md").read_text()
    assert readme.startswith(f"{before}\n## Values\n\n<!-- values: begin, generated from values.yaml -->\n")
    assert "| `greeting.text` | string | `Hello` | What is said |\n" in readme
    (greeter / "README.md").write_text(readme.replace("## Values", "## Settings") + "The end.\n")
    (greeter / "values.yaml").write_text(
        (greeter / "values.yaml").read_text().replace("What is said", "Said first")
    )
    assert docs("--check", str(greeter)).stdout.splitlines()[0] == (
        f"{greeter}/README.md: error C102: the file is out of date"
    )
    assert docs(str(greeter)).output == "updated README.md\n1 updated\n"
    readme = (greeter / "README.md").read_text()
    assert "Said first" in readme
    assert "## Settings" in readme
    assert readme.endswith("<!-- values: end -->\nThe end.\n")


def test_a_chart_without_a_readme_gets_one_with_its_name(greeter: Path) -> None:
    (greeter / "README.md").unlink()
    docs("--add", "readme", str(greeter))
    assert (greeter / "README.md").read_text().startswith("# greeter\n\n## Values\n")


def test_a_schema_of_somebody_else_is_left_alone(greeter: Path) -> None:
    (greeter / "values.schema.json").write_text("{}\n")
    result = docs("--add", "schema", str(greeter))
    assert result.exit_code == 2
    assert f"helmwright did not write {greeter}/values.schema.json" in result.output
    assert docs(str(greeter)).exit_code == 0
    assert (greeter / "values.schema.json").read_text() == "{}\n"


def test_the_schema_has_the_types_of_the_defaults_and_room_for_sub_charts(greeter: Path) -> None:
    with (greeter / "Chart.yaml").open("a") as chart:
        chart.write("dependencies: [{name: redis, version: 1.0.0, alias: cache}]\n")
    docs("--add", "schema", str(greeter))
    schema = json.loads((greeter / "values.schema.json").read_text())
    assert schema["additionalProperties"] is False
    assert schema["properties"]["replicaCount"] == {
        "type": "integer",
        "default": 1,
        "description": "Pods that greet when there is no autoscaler",
    }
    assert schema["properties"]["resources"] == {"type": "object", "description": "Set what fits the load"}
    assert schema["properties"]["cache"] == schema["properties"]["global"] == {"type": "object"}


@pytest.mark.parametrize("helm", REAL)
def test_helm_refuses_what_the_schema_does_not_know(helm: str, greeter: Path) -> None:
    docs("--add", "schema", str(greeter))

    def render(**values: object) -> tuple[RenderFailure, ...]:
        request = RenderRequest("a", "a", files(greeter), "1.34", values=values)
        return started(helm).render(request).failures

    assert render(replicaCount=3, **{"global": {"anything": 1}}) == ()
    assert render(image={"tagg": "1"}) == (RenderFailure("is not allowed here", values_path="image.tagg"),)


@pytest.mark.parametrize("helm", REAL)
def test_what_helm_create_makes_goes_through(helm: str, tmp_path: Path) -> None:
    subprocess.run([required(helm), "create", "web"], cwd=tmp_path, check=True, capture_output=True)
    chart = str(tmp_path / "web")
    assert docs("--add", "readme", "--add", "schema", chart).exit_code == 0
    assert docs("--check", chart).exit_code == 0
    report = json.loads(helmwright("charts", "lint", "--format", "json", chart).output)
    # A value that values.yaml has in a comment, probes that only a null removes, and an image without a tag.
    assert {finding["code"] for finding in report["findings"]} == {"C111", "C114", "C136"}
    measured = helmwright("charts", "coverage", "--format", "json", chart)
    assert measured.exit_code == 0
    assert 0 < json.loads(measured.output)["branches"]["percent"] < 100


@pytest.mark.parametrize("command", ["lint", "coverage"])
def test_a_null_in_a_case_under_an_alias_takes_the_default_away(command: str, greeter: Path) -> None:
    (greeter / "cases").mkdir()
    (greeter / "cases/bare.yaml").write_text("hello: {service: null}\n")
    arguments = ["charts", command, "--umbrella", "--cases", str(greeter / "cases"), str(greeter)]
    result = helmwright(*arguments)
    assert result.exit_code == 1
    assert result.output.startswith(f"{greeter}/cases/bare.yaml: error H102: .Values.service.")
    assert "nil pointer" in result.output
