"""Charts with a flaw each, and exactly what is said about it.

A case is a chart in `tests/cases/charts/<code>-<what>/chart` with its findings in `findings.txt`. Where it has no
`Chart.yaml` it has that of `tests/cases/defaults/linted`.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from tests.case_files import fill
from tests.charts.support import FOLDER as SERVICE
from tests.golden import same_file
from tests.program import helmwright

from helmwright.archive import pack
from helmwright.codes.charts.contents import CONTENTS
from helmwright.codes.code import Code
from helmwright.kubernetes.removed import REMOVED
from helmwright.validate import bundle

FOLDER = Path(__file__).parents[1] / "cases/charts"
FLAWED = tuple(sorted(path.name for path in FOLDER.iterdir()))
GREETER = Path(__file__).parents[1] / "foreign/greeter"
OF_DOCS = {"C102"}
"""What `charts docs` finds, which has tests of its own."""


def laid(case: str, folder: Path) -> Path:
    """Makes the folder of a case, and returns its chart."""
    shutil.copytree(FOLDER / case, folder, dirs_exist_ok=True)
    fill(folder / "chart", "linted")
    return folder / "chart"


def lint(*arguments: str) -> Result:
    return helmwright("charts", "lint", *arguments)


@pytest.mark.parametrize("case", FLAWED)
def test_findings(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    laid(case, tmp_path)
    monkeypatch.chdir(tmp_path)
    result = lint("chart")
    same_file(FOLDER / case / "findings.txt", result.output, request.config)
    assert {
        line.split(" ")[2].rstrip(":") for line in result.output.splitlines() if line.startswith("chart/")
    } == {case[:4]}
    assert result.exit_code == (1 if ": error " in result.output else 0)


@pytest.mark.parametrize("code", [row.code for row in CONTENTS if row.code not in OF_DOCS])
def test_every_code_has_a_case(code: str) -> None:
    assert [case for case in FLAWED if case.startswith(f"{code}-")]


@pytest.mark.parametrize(
    "code", [row for row in CONTENTS if row.code not in OF_DOCS], ids=lambda row: row.code
)
def test_findings_have_the_severity_of_their_code(code: Code) -> None:
    (severity,) = {
        line.split(" ")[1]
        for case in FOLDER.glob(f"{code.code}-*/findings.txt")
        for line in case.read_text().splitlines()
        if f" {code.code}: " in line
    }
    assert severity == code.severity


def test_a_chart_that_is_not_ours_is_clean_as_it_is() -> None:
    assert (lint(str(GREETER)).exit_code, lint(str(GREETER)).output) == (0, "no findings\n")


def test_the_service_chart_comes_with_a_case_of_its_own() -> None:
    result = lint(str(SERVICE))
    assert (result.exit_code, result.output) == (0, "no findings\n")


def test_programs_get_a_report_of_their_form(tmp_path: Path) -> None:
    report = json.loads(lint(str(laid("C111-misspelt-value", tmp_path)), "--format", "json").output)
    assert [finding["code"] for finding in report["findings"]] == ["C111"]


def test_an_api_version_is_deprecated_before_it_is_removed(tmp_path: Path) -> None:
    chart = laid("C134-removed", tmp_path)
    result = lint("--kube-version", "1.24", str(chart))
    assert result.exit_code == 0
    assert (
        ":1:1: warning C135: PodDisruptionBudget of policy/v1beta1 is deprecated and gone in Kubernetes 1.25\n"
        in result.output
    )


@pytest.mark.parametrize("row", [pytest.param(key, id=" ".join(key)) for key in REMOVED])
def test_the_table_of_removals_is_what_kubernetes_serves(row: tuple[str, str]) -> None:
    """Against Kubernetes' own OpenAPI documents, as far back as they are at hand."""
    removed = REMOVED[row].removed
    served = [version for version in bundle.versions() if row in bundle.bundle(version).names]
    number = [tuple(map(int, version.split("."))) for version in served]
    if not removed:
        assert served == list(bundle.versions())
    else:
        assert all(version < tuple(map(int, removed.split("."))) for version in number)


LIBRARY = {
    "Chart.yaml": b"apiVersion: v2\nname: lib\nversion: 1.0.0\n",
    "templates/_lib.tpl": b'{{ define "lib.name" }}{{ .Values.size }}{{ .Values.colour }}{{ end }}',
}
DEPENDENT = {
    "Chart.yaml": b"apiVersion: v2\nname: demo\nversion: 0.1.0\ndependencies:\n"
    b"  - {name: lib, version: 1.0.0, alias: shade, condition: shade.enabled}\n",
    "values.yaml": b"size: 1\nshade: {enabled: true, depth: 2}\n",
    "templates/a.yaml": b"kind: A\nmetadata: {name: a}\n"
    b'size: {{ include "lib.name" . }}{{ (.Values.global).domain }}{{ .Values.shade.width }}\n',
}


@pytest.mark.parametrize("packed", [True, False])
def test_charts_in_charts_bring_templates_and_own_their_values(packed: bool, tmp_path: Path) -> None:
    """What their templates lack is theirs to mend; `global` and what is below their name is read by them."""
    inside = {f"charts/lib/{path}": text for path, text in LIBRARY.items()}
    archive = {"charts/lib-1.0.0.tgz": pack("lib", LIBRARY)}
    for path, content in {**DEPENDENT, **(archive if packed else inside)}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert lint(str(tmp_path)).output == "no findings\n"


def test_what_helm_ignores_is_no_part_of_the_chart(tmp_path: Path) -> None:
    chart = laid("C123-password", tmp_path)
    (chart / ".helmignore").write_text("templates/config.yaml\n")
    assert lint(str(chart)).output == "no findings\n"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ("? [a]\n: b\n", "1: error C101: not YAML: a key must be a string"),
        (f"a: {'[' * 30000}{']' * 30000}\n", "1: error C101: not YAML: values nest deeper than 200 levels"),
        (
            "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 9)),
            " error C101: not YAML: holds aliases that expand too far",
        ),
    ],
)
def test_values_that_cannot_be_read_are_named(values: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: demo\nversion: 0.1.0\n")
    (tmp_path / "values.yaml").write_text(values)
    assert lint(str(tmp_path)).output == f"{tmp_path}/values.yaml:{problem}\n1 error in 1 file\n"


def test_a_schema_declares_values_too(tmp_path: Path) -> None:
    chart = laid("C111-misspelt-value", tmp_path)
    image = {"type": "object", "properties": {"tga": {"type": "string"}}}
    schema = {"type": "object", "properties": {"image": image, "unused": {"$ref": "#/$defs/text"}}}
    (chart / "values.schema.json").write_text(json.dumps({**schema, "$defs": {"text": {"type": "string"}}}))
    assert lint(str(chart)).output == (
        f"{chart}/values.yaml: warning C112: no template uses the value unused\n"
        "  hint: remove it, or use it\n"
        "1 warning in 1 file\n"
    )


@pytest.mark.parametrize(("length", "code"), [(40, 0), (53, 0), (54, 1), (63, 1)])
def test_the_longest_alias_that_the_chart_takes_counts(length: int, code: int, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "Chart.yaml").write_text("apiVersion: v2\nname: demo\nversion: 0.1.0\n")
    (tmp_path / "templates/service.yaml").write_text(
        f"{{{{ if gt (len .Chart.Name) {length} }}}}{{{{ fail `too long` }}}}{{{{ end }}}}\n"
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Chart.Name }}-admin-web\nspec: {}\n"
    )
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/a.yaml").write_text("cart: {}\n")
    result = lint("--umbrella", "--cases", str(tmp_path / "cases"), str(tmp_path))
    assert result.exit_code == code
    assert (f"more than 63, with an alias of {length} characters" in result.output) == bool(code)


def written(folder: Path, **files: str) -> str:
    """A chart of these files, `__` for `/` and `_` for `.` before the ending, as an argument."""
    chart = {"Chart_yaml": "apiVersion: v2\nname: demo\nversion: 0.1.0\n", **files}
    for name, text in chart.items():
        path = folder / ".".join(name.replace("__", "/").rsplit("_", 1))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return str(folder)


def test_a_library_is_clean_whose_values_are_those_of_others(tmp_path: Path) -> None:
    chart = written(
        tmp_path,
        Chart_yaml="apiVersion: v2\nname: lib\nversion: 1.0.0\ntype: library\n",
        values_yaml="example: {a: 1}\n",
        templates__name_tpl='{{ define "lib.name" }}{{ .Values.colour }}{{ end }}',
    )
    assert lint(chart).output == "no findings\n"


def test_a_version_may_begin_with_a_v(tmp_path: Path) -> None:
    chart = written(tmp_path, Chart_yaml="apiVersion: v2\nname: demo\nversion: v1.2.3\n")
    assert helmwright("charts", "diff", chart, chart).output == (
        "nothing: from demo v1.2.3 to demo v1.2.3, in 1 case\n"
    )


def test_a_missing_value_is_one_finding_wherever_it_is_used(tmp_path: Path) -> None:
    chart = written(
        tmp_path,
        templates__a_yaml="kind: A\na: {{ (.Values.x).y }}\nb: {{ .Values.x }}\nc: {{ .Values.x }}\n",
    )
    assert lint(chart).output == (
        f"{chart}/templates/a.yaml:2:15: error C111: the value x is not declared, here and in 2 more places\n"
        "  hint: declare x in values.yaml\n1 error in 1 file\n"
    )


def test_what_templates_in_values_use_is_used(tmp_path: Path) -> None:
    values = "host: a\nunused: b\nurl: 'https://{{ .Values.host }}'\n"
    chart = written(tmp_path, values_yaml=values, templates__a_yaml="kind: A\nu: {{ tpl .Values.url . }}\n")
    assert lint(chart).output.splitlines()[0] == (
        f"{chart}/values.yaml:2:1: warning C112: no template uses the value unused"
    )
    assert lint(chart).output.count("C112") == 1


def test_the_defaults_of_a_map_are_one_finding(tmp_path: Path) -> None:
    chart = written(
        tmp_path,
        values_yaml="labels: {a: b, c: d, e: f}\n",
        templates__a_yaml="kind: A\nl: {{ toJson .Values.labels }}\n",
    )
    assert lint(chart).output.splitlines()[0] == (
        f"{chart}/values.yaml:1:10: warning C114: only a null removes the defaults a, c and e of labels"
    )


def test_findings_weigh_what_the_command_line_says(tmp_path: Path) -> None:
    chart = str(laid("C111-misspelt-value", tmp_path))
    assert lint(chart, "--severity", "C111=off").output == "no findings\n"
    assert (lint(chart, "--severity", "C111=warning").exit_code, lint(chart).exit_code) == (0, 1)


@pytest.mark.parametrize(
    ("weight", "problem"),
    [
        ("C121=off", "'C121' is none of C111, C112, "),
        ("C111=none", "'none' is none of error, warning, info, off"),
    ],
)
def test_what_cannot_be_read_always_counts(weight: str, problem: str) -> None:
    result = lint(str(GREETER), "--severity", weight)
    assert result.exit_code == 2
    assert problem in result.output


def test_api_versions_are_those_of_the_cluster(tmp_path: Path) -> None:
    template = '{{ if .Capabilities.APIVersions.Has "acme.dev/v1" }}kind: A\nkind: B\n{{ end }}'
    chart = written(tmp_path, templates__a_yaml=template)
    assert "H102" not in lint(chart).output
    assert "H102" in lint(chart, "--api-versions", "acme.dev/v1").output


def test_many_findings_end_with_a_summary_by_code(tmp_path: Path) -> None:
    asked = "".join(f"a{n}: {{{{ .Values.v{n} }}}}\n" for n in range(3))
    chart = written(
        tmp_path,
        values_yaml="".join(f"u{n}: 1\n" for n in range(30)),
        templates__a_yaml=f"kind: A\n{asked}",
    )
    assert lint(chart).output.splitlines()[-3:] == [
        f"3 errors C111, the first at {chart}/templates/a.yaml:2:15",
        f"30 warnings C112, the first at {chart}/values.yaml:1:1",
        "3 errors, 30 warnings in 2 files",
    ]
