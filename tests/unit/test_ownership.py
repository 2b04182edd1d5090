"""What may be done to files that are there: only those that helmwright wrote are touched."""

from __future__ import annotations

import pytest

from helmwright import archive
from helmwright.checkout import mark
from helmwright.checkout.ownership import Reconciled, drift, reconcile
from helmwright.findings import Finding, Location, Severity
from helmwright.tree import Change, digest

ROOT = "bootstrap/prod/root.yaml"
LOCK = "apps/shop/prod/Chart.lock"
ARCHIVE = "apps/shop/prod/charts/service-1.0.0.tgz"
OLD = mark.head("apps/shop").encode() + b"old: 1\n"
NEW = mark.head("apps/shop").encode() + b"new: 1\n"
FOREIGN = b"# mine\n"


def test_a_marked_file_is_updated() -> None:
    assert reconcile({ROOT: OLD}, {ROOT: NEW}) == Reconciled((Change(ROOT, OLD, NEW),), ())


def test_a_marked_file_that_is_no_longer_planned_is_removed() -> None:
    reconciled = reconcile({ROOT: OLD, "bootstrap/prod/projects/web.yaml": OLD}, {ROOT: OLD})
    assert reconciled == Reconciled((Change("bootstrap/prod/projects/web.yaml", OLD, None),), ())


def locked(*archives: bytes) -> bytes:
    """A lock that names these archives."""
    lines = (mark.names("charts/service-1.0.0.tgz", digest(content)) for content in archives)
    return (mark.head("apps/shop") + "".join(lines) + "digest: x\n").encode()


def test_an_archive_that_the_lock_names_is_updated_and_removed() -> None:
    """Whoever made it: Helm, another helmwright, a registry."""
    assert reconcile(
        {ARCHIVE: b"by helm", LOCK: locked(b"by helm")}, {ARCHIVE: b"new", LOCK: OLD}
    ).changes == (
        Change(LOCK, locked(b"by helm"), OLD),
        Change(ARCHIVE, b"by helm", b"new"),
    )
    assert reconcile({ARCHIVE: b"by helm", LOCK: locked(b"by helm"), ROOT: OLD}, {ROOT: OLD}).changes == (
        Change(LOCK, locked(b"by helm"), None),
        Change(ARCHIVE, b"by helm", None),
    )


def test_a_lock_that_two_branches_changed_names_the_archives_of_both() -> None:
    current = {ARCHIVE: b"theirs", LOCK: locked(b"ours", b"theirs")}
    assert reconcile(current, {ARCHIVE: b"new", LOCK: OLD}).findings == ()


def test_an_archive_that_is_what_belongs_there_needs_no_lock() -> None:
    assert reconcile({ARCHIVE: b"planned"}, {ARCHIVE: b"planned", LOCK: OLD}) == Reconciled(
        (Change(LOCK, None, OLD),), ()
    )


def test_a_file_beside_the_charts_of_services_is_not_deployed() -> None:
    planned = {"apps/shop/prod/cart/Chart.yaml": OLD}
    found = reconcile({"apps/shop/prod/a.yaml": FOREIGN, "apps/shop/prod/cart/a.yaml": FOREIGN}, planned)
    assert [(one.code, one.location.path) for one in found.findings] == [
        ("P103", "apps/shop/prod/a.yaml"),
        ("P109", "apps/shop/prod/cart/a.yaml"),
    ]


@pytest.mark.parametrize(
    "current",
    [
        {ARCHIVE: b"other", LOCK: locked(b"by helm")},
        {ARCHIVE: b"by helm", LOCK: b"# mine\n" + locked(b"by helm")},
        {ARCHIVE: b"by helm", "apps/shop/dev/Chart.lock": locked(b"by helm")},
        {ARCHIVE: b"by helm", "apps/shop/prod/values.yaml": locked(b"by helm")},
        {ARCHIVE: archive.pack("service", {"Chart.yaml": b"name: service\n"}), LOCK: OLD},
    ],
    ids=["another", "lock of others", "lock elsewhere", "no lock", "packed by helmwright"],
)
def test_any_other_archive_is_left_alone(current: dict[str, bytes]) -> None:
    aside = reconcile(current, {ROOT: OLD, "apps/shop/prod/Chart.yaml": OLD})
    assert ARCHIVE not in {change.path for change in aside.changes}
    assert ("P109", ARCHIVE) in [(finding.code, finding.location.path) for finding in aside.findings]
    in_the_way = reconcile(current, {ARCHIVE: b"new"})
    assert ARCHIVE not in {change.path for change in in_the_way.changes}
    assert ("P102", ARCHIVE) in [(finding.code, finding.location.path) for finding in in_the_way.findings]


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


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("bootstrap/prod/applications/evil.yaml", "bootstrap/prod"),
        ("apps/shop/prod/templates/evil.yaml", "apps/shop/prod"),
        ("apps/shop/prod/.helmignore", "apps/shop/prod"),
        ("apps/shop/prod/.argocd-source-prod-shop.yaml", "apps/shop/prod"),
        ("apps/shop/prod/charts/evil-1.0.0.tgz", "apps/shop/prod"),
    ],
)
def test_a_foreign_file_that_would_be_deployed_is_an_error(path: str, folder: str) -> None:
    planned = {ROOT: NEW, "apps/shop/prod/Chart.yaml": NEW}
    assert reconcile({path: FOREIGN, **planned}, planned).findings == (
        Finding(
            "P109",
            Location(path),
            f"a file that helmwright did not write lies in {folder}, which Argo CD deploys from unchecked",
            f"move it out of {folder}, or remove it",
        ),
    )


def test_a_foreign_file_elsewhere_is_a_warning_and_stays() -> None:
    path = "bootstrap/staging/NOTES.md"
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
