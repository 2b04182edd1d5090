"""What may be done to files that are there: only those with helmwright's mark are touched."""

from __future__ import annotations

from helmwright import archive
from helmwright.emit import mark
from helmwright.findings import Finding, Location, Severity
from helmwright.ownership import Reconciled, drift, reconcile
from helmwright.tree import Change

ROOT = "bootstrap/prod/root.yaml"
OLD = mark.head("apps/shop").encode() + b"old: 1\n"
NEW = mark.head("apps/shop").encode() + b"new: 1\n"
FOREIGN = b"# mine\n"


def test_a_marked_file_is_updated() -> None:
    assert reconcile({ROOT: OLD}, {ROOT: NEW}) == Reconciled((Change(ROOT, OLD, NEW),), ())


def test_a_marked_file_that_is_no_longer_planned_is_removed() -> None:
    reconciled = reconcile({ROOT: OLD, "bootstrap/prod/projects/web.yaml": OLD}, {ROOT: OLD})
    assert reconciled == Reconciled((Change("bootstrap/prod/projects/web.yaml", OLD, None),), ())


def test_an_archive_that_helmwright_packed_counts_as_marked() -> None:
    path = "apps/shop/prod/charts/service-1.0.0.tgz"
    packed = archive.pack("service", {"Chart.yaml": b"name: service\n"})
    assert reconcile({path: packed, ROOT: OLD}, {ROOT: OLD}).changes == (Change(path, packed, None),)


def test_an_archive_that_somebody_else_made_is_left_alone() -> None:
    path = "apps/shop/prod/charts/redis-1.0.0.tgz"
    reconciled = reconcile({path: b"\x1f\x8b\x08\x00 by helm", ROOT: OLD}, {ROOT: OLD})
    assert reconciled.changes == ()
    assert [finding.code for finding in reconciled.findings] == ["P103"]


def test_a_folder_where_a_generated_file_belongs_is_an_error() -> None:
    reconciled = reconcile({f"{ROOT}/notes.txt": FOREIGN}, {ROOT: NEW})
    assert [(finding.code, finding.location.path) for finding in reconciled.findings] == [
        ("P102", f"{ROOT}/notes.txt")
    ]


def test_a_foreign_file_where_a_generated_one_belongs_is_an_error_and_stays() -> None:
    assert reconcile({ROOT: FOREIGN}, {ROOT: NEW}) == Reconciled(
        (),
        (
            Finding(
                "P102",
                Location(ROOT),
                "a file that helmwright did not write stands where a generated file belongs",
                "move it away; if it was generated and then edited, remove it and generate again",
            ),
        ),
    )


def test_a_foreign_file_among_generated_ones_is_a_warning_and_stays() -> None:
    path = "bootstrap/prod/NOTES.md"
    assert reconcile({path: FOREIGN, ROOT: OLD}, {ROOT: NEW}) == Reconciled(
        (Change(ROOT, OLD, NEW),),
        (
            Finding(
                "P103",
                Location(path),
                "a file that helmwright did not write lies among generated files",
                "move it elsewhere; it is left alone",
                Severity.WARNING,
            ),
        ),
    )


def test_the_mark_counts_on_the_first_line_alone() -> None:
    below = b"# mine\n" + OLD
    assert [finding.code for finding in reconcile({ROOT: below}, {ROOT: NEW}).findings] == ["P102"]


def test_an_empty_plan_removes_nothing() -> None:
    assert reconcile({ROOT: OLD, "apps/shop/prod/values.yaml": OLD}, {}) == Reconciled(
        (),
        (
            Finding(
                "P104",
                Location("apps"),
                "nothing is planned, so the 2 generated files are left alone",
                "remove them by hand if no service is meant to be left",
            ),
        ),
    )


def test_an_empty_plan_for_an_empty_repository_is_no_problem() -> None:
    assert reconcile({}, {}) == Reconciled((), ())


def test_each_file_that_is_not_as_planned_has_drifted() -> None:
    changes = (Change("a", None, NEW), Change("b", OLD, NEW), Change("c", OLD, None))
    assert [str(finding) for finding in drift(changes)] == [
        "a: error D101: the file is missing\n  hint: run helmwright generate",
        "b: error D101: the file is out of date\n  hint: run helmwright generate",
        "c: error D101: the file is no longer wanted\n  hint: run helmwright generate",
    ]
