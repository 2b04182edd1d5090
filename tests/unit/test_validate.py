"""Validators: which one is taken, which schemas they have, and what their problems look like as findings."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from helmwright.findings import Finding, Location, ToolError
from helmwright.kubernetes.manifests import Manifest
from helmwright.validate import bundle
from helmwright.validate.choose import validator
from helmwright.validate.embedded import EmbeddedValidator
from helmwright.validate.kubeconform import KubeconformValidator
from helmwright.validate.problems import dotted, finding
from helmwright.validate.validator import Problem

DEPLOYMENT = ("apps/v1", "Deployment")
WEB = Manifest(
    "prod-shop/charts/web/templates/a.yaml",
    {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}},
)
HERE = Location("apps/shop/services/web.yaml", 7, 1)


def test_every_minor_version_has_its_own_schemas() -> None:
    assert bundle.versions()[:2] == ("1.25", "1.26")
    assert list(bundle.versions()) == sorted(bundle.versions(), key=lambda version: int(version[2:]))


@pytest.mark.parametrize(("version", "expected"), [("1.34", "1.34"), ("1.34.0", "1.34"), ("1.34.17", "1.34")])
def test_patch_releases_share_the_schemas_of_their_minor_version(version: str, expected: str) -> None:
    assert bundle.bundle(version).version == expected


def test_a_kind_that_came_later_is_unknown_to_an_older_cluster() -> None:
    policy = ("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy")
    assert policy not in bundle.bundle("1.29").names
    assert policy in bundle.bundle("1.30").names


@pytest.mark.parametrize("version", ["1.24", "1.99", "2.0", "latest", ""])
def test_a_version_that_is_not_shipped_is_refused(version: str) -> None:
    assert not bundle.supported(version)
    with pytest.raises(ValueError, match="there are no schemas of Kubernetes"):
        EmbeddedValidator().validate([WEB], version)


def test_a_kinds_schema_refers_to_nothing_outside_itself() -> None:
    schema = bundle.bundle("1.34").schema(DEPLOYMENT)
    assert schema is not None
    assert schema["$schema"] == bundle.DRAFT
    text = json.dumps(schema)
    assert set(schema["definitions"]) == {part.partition('"')[0] for part in text.split("#/definitions/")[1:]}
    jsonschema_rs.validator_for(schema)


def test_a_field_may_be_null_and_an_entry_of_a_list_not() -> None:
    spec = {"affinity": None, "tolerations": [None], "containers": [None, {"name": "a", "env": [None]}]}
    pod = Manifest("a.yaml", {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "a"}, "spec": spec})
    found = EmbeddedValidator().validate([pod], "1.34")
    assert {problem.message for problem in found} == {"got null, want object"}
    assert sorted(dotted(problem.path) for problem in found) == [
        "spec.containers[0]",
        "spec.containers[1].env[0]",
        "spec.tolerations[0]",
    ]


def test_only_what_a_kind_needs_is_in_its_schema() -> None:
    namespace = bundle.bundle("1.34").schema(("v1", "Namespace"))
    assert namespace is not None
    assert sorted(name.rpartition(".")[2] for name in namespace["definitions"]) == [
        "FieldsV1",
        "ManagedFieldsEntry-in-a-list",
        "NamespaceCondition-in-a-list",
        "NamespaceSpec",
        "NamespaceStatus",
        "ObjectMeta",
        "OwnerReference-in-a-list",
        "Time",
    ]


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (DEPLOYMENT, "apps/deployment_v1.json"),
        (("v1", "Pod"), "v1/pod_v1.json"),
        (("networking.k8s.io/v1", "NetworkPolicy"), "networking.k8s.io/networkpolicy_v1.json"),
    ],
)
def test_exported_schemas_lie_where_kubeconform_looks(tmp_path: Path, kind: bundle.Kind, path: str) -> None:
    bundle.export(tmp_path, "1.34", [kind, ("example.com/v1", "Foo")])
    assert [found.relative_to(tmp_path).as_posix() for found in tmp_path.rglob("*.json")] == [path]


def test_every_kind_can_be_exported_to_a_file_of_its_own(tmp_path: Path) -> None:
    bundle.export(tmp_path, "1.34")
    assert len(list(tmp_path.rglob("*.json"))) == len(bundle.bundle("1.34").names) > 200


def schema_file(folder: Path, content: str) -> EmbeddedValidator:
    path = folder / "example.com" / "foo_v1.json"
    path.parent.mkdir(parents=True)
    path.write_text(content)
    return EmbeddedValidator([folder])


FOO = Manifest("a.yaml", {"apiVersion": "example.com/v1", "kind": "Foo", "spec": {"size": 9}})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "it is not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("[]", "it is not a JSON object"),
        (
            '{"type": "objekt"}',
            "\"objekt\" is not valid under any of the schemas listed in the 'anyOf' keyword",
        ),
        (
            '{"items": {"$ref": "https://example.com/foo.json"}}',
            "#/items/$ref refers to 'https://example.com/foo.json', outside its file",
        ),
    ],
)
def test_a_schema_that_cannot_be_used_is_a_problem_of_its_objects(
    tmp_path: Path, content: str, message: str
) -> None:
    (problem,) = schema_file(tmp_path / "schemas" / "crds", content).validate([FOO], "1.34")
    assert problem.schema == "schemas/crds/example.com/foo_v1.json"
    assert problem.message == f"the schema of example.com/v1/Foo cannot be used: {message}"


def test_a_schema_that_is_a_link_to_elsewhere_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.json").write_text('{"const": "canary"}')
    (tmp_path / "crds" / "example.com").mkdir(parents=True)
    (tmp_path / "crds" / "example.com" / "foo_v1.json").symlink_to(tmp_path / "elsewhere.json")
    (problem,) = EmbeddedValidator([tmp_path / "crds"]).validate([FOO], "1.34")
    assert (
        problem.message == "the schema of example.com/v1/Foo cannot be used: the link leads out of its folder"
    )


def test_a_schema_without_a_dialect_is_of_draft_4(tmp_path: Path) -> None:
    exclusive = '{"properties": {"spec": {"properties": {"size": {"maximum": 9, "exclusiveMaximum": true}}}}}'
    (problem,) = schema_file(tmp_path, exclusive).validate([FOO], "1.34")
    assert problem.path == ("spec", "size")


def test_a_repositorys_own_schemas_come_before_the_packaged_ones(tmp_path: Path) -> None:
    schema_file(tmp_path / "packaged", '{"required": ["packaged"]}')
    schema_file(tmp_path / "own", '{"required": ["own"]}')
    (problem,) = EmbeddedValidator([tmp_path / "own", tmp_path / "packaged"]).validate([FOO], "1.34")
    assert problem.message == "lacks 'own'"


def test_kubernetes_own_kinds_cannot_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "apps").mkdir()
    (tmp_path / "apps" / "deployment_v1.json").write_text("{}")
    (problem,) = EmbeddedValidator([tmp_path]).validate([WEB.__class__("a", {**WEB.object, "x": 1})], "1.34")
    assert problem.path == ("x",)


def test_problems_come_in_the_order_of_the_objects() -> None:
    objects = [
        Manifest(str(number), {"apiVersion": "v1", "kind": "Pod", "a": 1, "b": 1}) for number in range(3)
    ]
    found = EmbeddedValidator().validate(objects, "1.34")
    assert [problem.manifest.source for problem in found] == ["0", "0", "1", "1", "2", "2"]


def test_the_embedded_validator_is_the_default_even_beside_a_kubeconform(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "kubeconform").write_text("#!/bin/sh\n")
    (tmp_path / "kubeconform").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert isinstance(validator(None, []), EmbeddedValidator)
    assert isinstance(validator("kubeconform", []), KubeconformValidator)


def test_a_kubeconform_that_is_asked_for_and_missing_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    found = validator("kubeconform", [])
    assert isinstance(found, Finding)
    assert found.code == "T104"


def test_another_name_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="no validator is called 'kubeval'"):
        validator("kubeval", [])


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("echo no such flag >&2; exit 1", "exit code 1: no such flag"),
        ("echo []", "exit code 0: \\[\\]"),
        ("kill -9 $$", "exit code -9"),
        ('echo \'{"resources": [], "summary": {"valid": 0}}\'', "it reported on 0 of 1 objects"),
    ],
)
def test_a_kubeconform_that_does_not_do_its_work_is_noticed(tmp_path: Path, script: str, reason: str) -> None:
    executable = tmp_path / "kubeconform"
    executable.write_text(f"#!/bin/sh\n{script}\n")
    executable.chmod(0o755)
    with pytest.raises(ToolError, match=f"T105: .*/kubeconform does not work: {reason}"):
        KubeconformValidator(str(executable)).validate([WEB], "1.34")


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem(WEB, ("spec", "template", "spec", "containers", 0, "image"), "got number, want string"),
            "apps/shop/services/web.yaml:7:1: error K101: "
            "Deployment web: spec.template.spec.containers[0].image: got number, want string\n"
            "  hint: rendered by charts/web/templates/a.yaml",
        ),
        (
            Problem(WEB, (), "has no kind"),
            "apps/shop/services/web.yaml:7:1: error K101: Deployment web: has no kind\n"
            "  hint: rendered by charts/web/templates/a.yaml",
        ),
        (
            Problem(WEB, (), "there is no schema of its kind", "K102"),
            "apps/shop/services/web.yaml:7:1: error K102: "
            "Deployment web: there is no schema of apps/v1/Deployment\n"
            "  hint: run helmwright crds import on its CRD, or list apps/v1/Deployment under "
            "unvalidatedKinds; rendered by charts/web/templates/a.yaml",
        ),
    ],
)
def test_a_problem_is_a_finding(problem: Problem, text: str) -> None:
    assert str(finding(problem, HERE)) == text


def test_a_kind_that_is_no_longer_served_is_told_its_new_version() -> None:
    budget = Manifest(WEB.source, {"apiVersion": "policy/v1beta1", "kind": "PodDisruptionBudget"})
    found = finding(Problem(budget, (), "there is no schema of its kind", "K102"), HERE)
    assert found.message.endswith("Kubernetes 1.25 and later do not serve policy/v1beta1/PodDisruptionBudget")
    assert found.hint.startswith("write apiVersion: policy/v1; ")


@pytest.mark.parametrize(
    ("path", "text"), [((), ""), (("a",), "a"), (("a", 0, "b"), "a[0].b"), ((0, "a"), "[0].a")]
)
def test_paths_are_written_as_people_write_them(path: tuple[str | int, ...], text: str) -> None:
    assert dotted(path) == text
