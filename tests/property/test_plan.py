"""Laws of the plan: what one file changes and what it leaves alone, and that equal inputs are equal bytes.

Repositories are drawn; each property compares two whole plans. More examples: `--hypothesis-profile=long`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Set
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.case_files import lay, valid
from tests.helms import started
from tests.property.landscapes import (
    Files,
    Landscape,
    addon_fields,
    environment_fields,
    landscapes,
    planned,
    service_fields,
    tree,
)
from tests.repositories import Fields

from helmwright import layout, pipeline
from helmwright.pipeline import Result, Tools
from helmwright.tree import Action, Change, Tree, diff
from helmwright.writing.writer import alone

# A plan of a few apps takes some milliseconds, and each example makes two.
few = settings(max_examples=max(10, settings().max_examples // 5))


def changes(before: Landscape, after: Files) -> dict[str, Change]:
    """What a change of descriptors changes among the generated files, by path."""
    return {change.path: change for change in diff(tree(before.files), tree(after))}


def read(content: bytes) -> Any:
    """The data of a generated file."""
    return yaml.load(content, yaml.CSafeLoader)


def contents(change: Change) -> tuple[Any, Any]:
    """A changed file's data, before and after."""
    return read(change.before or b""), read(change.after or b"")


@few
@given(landscapes(), st.data())
def test_a_new_service_changes_its_app_and_what_it_asks_of_others(
    before: Landscape, data: st.DataObject
) -> None:
    app = data.draw(st.sampled_from(before.apps))
    where = data.draw(st.frozensets(st.sampled_from(before.environments), min_size=1))
    fields = data.draw(service_fields(f"{app}/new", {**before.running, f"{app}/new": where}))

    apart = before.is_apart(app)
    for path, change in changes(before, {**before.files, layout.service(app, "new"): fields}).items():
        environment = path.split("/")[2 if path.startswith("apps/") else 1]
        assert environment in where
        match change.action, path.split("/"):
            case Action.CREATE, ["apps", name, _, "new", *_] | ["bootstrap", _, _, name, "new.yaml"]:
                assert (name, apart) == (app, True)
            case Action.UPDATE, ["apps", name, _, "Chart.yaml" | "Chart.lock"]:
                assert (name, apart) == (app, False)
            case Action.UPDATE, ["apps", name, _, *_, "values.yaml"]:
                assert_only_callers_differ(change, new={"new"} if name == app and not apart else set())
                called = {key.split("/")[0] for key in fields["connectsTo"]}
                assert name in called or (name, apart) == (app, False)
            case Action.UPDATE, ["bootstrap", _, "applications", file]:
                assert (file, apart) == (f"{app}.yaml", False)
                assert_only_numbers_are_left_alone(change, of="new")
            case Action.UPDATE, ["bootstrap", _, "projects", file]:
                assert file == f"{before.files[layout.app(app)]['owner']}.yaml"
                assert_only_kinds_are_added(change)
            case _:
                pytest.fail(f"{path} has changed")


@few
@given(landscapes(), addon_fields())
def test_a_new_add_on_brings_its_own_files_and_what_its_project_permits(
    before: Landscape, fields: Fields
) -> None:
    for path, change in changes(before, {**before.files, layout.addon("new"): fields}).items():
        match change.action, path.split("/"):
            case Action.CREATE, ["apps", "new", *_] | ["bootstrap", _, "applications", "new.yaml"]:
                pass
            case Action.CREATE, ["bootstrap", environment, "namespaces" | "projects", _]:
                files = tree({**before.files, layout.addon("new"): fields})
                assert path in used(files, environment)
            case Action.UPDATE, ["bootstrap", _, "projects", file]:
                assert file == f"{fields['owner']}.yaml"
            case _:
                pytest.fail(f"{change.action} {path}")


@few
@given(landscapes(), st.data())
def test_the_grouping_of_an_app_changes_its_files_and_no_object(
    drawn: Landscape, data: st.DataObject
) -> None:
    app = data.draw(st.sampled_from(drawn.apps))
    fields = drawn.files[layout.app(app)]
    whole, apart = (
        planned({**drawn.files, layout.app(app): {**fields, "grouping": grouping}})
        for grouping in ("app", "service")
    )
    assert sorted(map(str, whole[1])) == sorted(map(str, apart[1]))
    for change in diff(whole[0], apart[0]):
        match change.path.split("/"):
            case ["apps", name, *_]:
                assert name == app
            case ["bootstrap", _, "applications", name, *_]:
                assert name in (app, f"{app}.yaml")
            case _:
                pytest.fail(f"{change.path} has changed")


def assert_only_numbers_are_left_alone(change: Change, of: str) -> None:
    """Of an Application only the numbers that it leaves to autoscalers are different, by those of one service."""
    before, after = contents(change)
    ignored = [application["spec"].pop("ignoreDifferences", []) for application in (before, after)]
    options = [set(application["spec"]["syncPolicy"].pop("syncOptions")) for application in (before, after)]
    assert before == after
    assert options[1] - options[0] <= {"RespectIgnoreDifferences=true"}
    assert [entry for entry in ignored[1] if entry["name"].partition("-")[0] != of] == ignored[0]


def assert_only_callers_differ(change: Change, new: Set[str] = frozenset()) -> None:
    """Of a chart's values only who may call whom is different, but for the services that are new."""
    before, after = contents(change)
    assert set(after) - set(before) == new
    assert {name: without_callers(after[name]) for name in before} == {
        name: without_callers(values) for name, values in before.items()
    }


def without_callers(values: Fields) -> Fields:
    policy = {key: value for key, value in values.get("networkPolicy", {}).items() if key != "fromServices"}
    return {**values, "networkPolicy": policy}


def assert_only_kinds_are_added(change: Change) -> None:
    before, after = contents(change)
    kinds = [project["spec"].pop("namespaceResourceWhitelist") for project in (before, after)]
    assert before == after
    assert [kind for kind in kinds[0] if kind not in kinds[1]] == []


@few
@given(landscapes(), st.data())
def test_a_new_environment_leaves_every_other_as_it_is(before: Landscape, data: st.DataObject) -> None:
    fields = data.draw(environment_fields("extra"))
    found = changes(before, {**before.files, layout.environment("extra"): fields})
    assert {change.action for change in found.values()} == {Action.CREATE}
    assert {path for path in found if "extra" not in path.split("/")[1:3]} == set()


@few
@given(landscapes(min_apps=2), st.data())
def test_a_removed_app_takes_its_own_files_and_no_other(drawn: Landscape, data: st.DataObject) -> None:
    app = data.draw(st.sampled_from(drawn.apps))
    rest = {path: uncalled(fields, app) for path, fields in drawn.files.items() if not is_of(path, app)}
    before = {**rest, **{path: fields for path, fields in drawn.files.items() if is_of(path, app)}}
    owner = drawn.files[layout.app(app)]["owner"]
    after = tree(rest)

    assert {path for path in after if is_of(path, app)} == set()
    assert {layout.application(environment, app) for environment in drawn.environments} & set(after) == set()
    for change in diff(tree(before), after):
        match change.action, change.path.split("/"):
            case Action.DELETE, ["apps", name, *_] if name == app:
                pass
            case Action.DELETE, ["bootstrap", _, "applications", file, *_] if file in (app, f"{app}.yaml"):
                pass
            case Action.DELETE, ["bootstrap", environment, "projects" | "namespaces", _]:
                assert change.path not in used(after, environment)
            case Action.UPDATE, ["apps", _, _, *_, "values.yaml"]:
                assert_only_callers_differ(change)
            case Action.UPDATE, ["bootstrap", _, "projects", file]:
                assert file in {"namespaces.yaml", f"{owner}.yaml"}
            case _:
                pytest.fail(f"{change.action} {change.path}")


def is_of(path: str, app: str) -> bool:
    return path.startswith(f"apps/{app}/")


def uncalled(fields: Fields, app: str) -> Fields:
    """The descriptor without calls to the app."""
    if "connectsTo" not in fields:
        return fields
    return {**fields, "connectsTo": [key for key in fields["connectsTo"] if not key.startswith(f"{app}/")]}


def used(files: Tree, environment: str) -> set[str]:
    """The files of the projects and namespaces that an environment's Applications name."""
    folder = f"{layout.bootstrap(environment)}/applications/"
    specs = [read(content)["spec"] for path, content in files.items() if path.startswith(folder)]
    return {
        path
        for spec in specs
        for path in (
            layout.namespace(environment, spec["destination"]["namespace"]),
            layout.project(environment, spec["project"].removeprefix(f"{environment}-")),
        )
    }


@few
@given(landscapes(), st.randoms(use_true_random=False))
def test_the_order_of_the_descriptors_does_not_matter(drawn: Landscape, random: Random) -> None:
    paths = list(drawn.files)
    random.shuffle(paths)
    assert tree({path: drawn.files[path] for path in paths}) == tree(drawn.files)


@few
@given(landscapes())
def test_nothing_is_permitted_by_wildcard(drawn: Landscape) -> None:
    for path, content in tree(drawn.files).items():
        if "/projects/" in path:
            spec = {**read(content)["spec"], "description": ""}
            if path.endswith("/namespaces.yaml"):  # its own kinds of object, wherever they are
                assert [place["namespace"] for place in spec.pop("destinations")] == ["*"]
            assert "*" not in str(spec)


DIGEST = """
import hashlib, sys
from pathlib import Path
from helmwright.pipeline import Tools, generate
from helmwright.render.engines.choose import renderer
from helmwright.writing.writer import alone

planned = generate(Path(sys.argv[1]), Tools(renderer(), None, 2))
assert planned.tree
for path, content in planned.tree.items():
    print(hashlib.sha256(content).hexdigest(), path)
"""


@pytest.mark.parametrize("case", ["every-field", "three-environments"])
def test_the_process_around_does_not_matter(case: str, tmp_path: Path) -> None:
    def digests(folder: Path, root: Path, **environment: str) -> str:
        variables = {**os.environ, **environment, "PYTHONPATH": os.pathsep.join(sys.path)}
        command = [sys.executable, "-c", DIGEST, str(root)]
        return subprocess.run(
            command, cwd=folder, env=variables, capture_output=True, text=True, check=True
        ).stdout

    elsewhere = lay(f"valid/{case}", tmp_path / "somewhere" / "else")
    here = digests(valid(case).parent, Path(case), PYTHONHASHSEED="1", LC_ALL="C", TZ="UTC")
    there = digests(tmp_path, elsewhere, PYTHONHASHSEED="2", LC_ALL="C.UTF-8", TZ="Asia/Tokyo")
    assert here == there
    assert here.count("\n") > 10


def generate(root: Path) -> Result:
    return pipeline.generate(root, Tools(started(), None, 1))


@pytest.mark.parametrize("case", ["every-field", "three-environments"])
def test_what_was_generated_is_not_generated_again(case: str, tmp_path: Path) -> None:
    root = lay(f"valid/{case}", tmp_path / case)
    first = generate(root)
    with alone(root) as writer:
        writer.apply(first.changes)
    second = generate(root)
    assert first.changes
    assert second.changes == ()
    assert second.findings == ()
    assert second.tree == first.tree
