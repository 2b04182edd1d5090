"""Each promise of SECURITY.md is held by tests: those that this table names for it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "generator"
TEXT = (ROOT / "SECURITY.md").read_text(encoding="utf-8")

PROMISES: dict[str, tuple[str, ...]] = {
    "It reads files of the repository": ("tests/cli/test_no_network.py::test_no_command_follows_one",),
    "No read waits for a pipe": ("tests/unit/test_disk.py::test_a_file_that_cannot_be_read_says_why",),
    "What cannot be read is an error": (
        "tests/unit/test_disk.py::test_a_folder_that_is_not_one_is_never_nothing",
    ),
    "An app or an environment goes only": (
        "tests/cli/test_removals.py::test_what_is_only_missing_from_the_disk_is_not_removed",
        "tests/cli/test_removals.py::test_an_environment_that_is_only_missing_is_not_removed",
    ),
    "own `.git/config` is run": (
        "tests/cli/test_removals.py::test_nothing_in_a_repositorys_git_configuration_is_run",
    ),
    "writes only below": (
        "tests/unit/test_workspace.py::test_generated_areas_are_read_and_nothing_else",
        "tests/cli/test_generate.py::test_what_differs_is_put_right",
    ),
    "is never changed or removed": (
        "tests/cli/test_generate.py::test_a_file_of_somebody_else_is_never_touched",
        "tests/unit/test_ownership.py::test_any_other_archive_is_left_alone",
    ),
    "No command writes through a link": (
        "tests/unit/test_writing.py::test_nothing_is_written_through_a_link_at_any_part_of_a_path",
    ),
    "Changes that a pull request brings prepared": (
        "tests/unit/test_writing.py::test_changes_that_no_run_here_prepared_are_not_made",
    ),
    "It runs no code": (
        "tests/cli/test_no_network.py::test_no_repository_starts_a_program",
        "tests/test_invalid_cases.py::test_findings[L111-tag-of-python]",
    ),
    "open a network connection or ask for a name": (
        "tests/cli/test_no_network.py::test_no_repository_leads_elsewhere",
        "tests/hostile/test_network.py::test_no_command_reaches_out",
        "tests/hostile/test_network.py::test_the_listener_counts_what_the_tools_do_by_themselves",
    ),
    "A schema that refers to elsewhere": (
        "tests/unit/test_json_schema.py::test_what_leads_out_is_named_by_its_json_pointer",
        "tests/unit/test_render_closed.py::test_a_schema_is_found_wherever_helm_looks_for_one",
        "tests/engines/test_validating.py::test_a_schema_that_leads_out_of_its_file_reaches_no_validator",
    ),
    "Only `charts push`, `charts pull`": (
        "tests/test_security.py::test_only_the_registry_client_can_connect",
    ),
    "A login goes to that registry": (
        "tests/registry/test_client.py::test_a_login_goes_to_the_registrys_own_domain",
        "tests/registry/test_client.py::test_a_login_is_not_for_whom_the_registry_sends_on_to",
    ),
    "another host that a registry names": (
        "tests/registry/test_client.py::test_a_login_goes_to_no_stranger_unless_somebody_logged_in_there_too",
    ),
    "connect to the repositories and registries that descriptors name": (
        "tests/vendoring/test_hostile_repositories.py::test_nothing_is_fetched_without_tls",
        "tests/vendoring/test_hostile_repositories.py::test_no_redirect_leads_out_of_tls",
        "tests/vendoring/test_hostile_repositories.py::test_no_index_leads_out_of_tls",
    ),
    "without it to this machine alone": (
        "tests/vendoring/test_hostile_repositories.py::test_an_index_of_this_machine_leads_to_no_other_without_tls",
    ),
    "A login for a repository goes to its own host": (
        "tests/vendoring/test_hostile_repositories.py::test_a_login_goes_to_another_host_when_somebody_said_so",
        "tests/vendoring/test_hostile_repositories.py::test_a_login_does_not_follow_a_redirect",
    ),
    "An archive is stored when it has the digest": (
        "tests/vendoring/test_hostile_repositories.py::test_an_index_that_lies_about_a_digest",
        "tests/vendoring/test_hostile_repositories.py::test_an_archive_that_is_not_the_chart_is_not_stored",
        "tests/vendoring/test_vendoring.py::test_a_version_is_never_another_archive",
    ),
    "`addons vendor --check` needs no network": (
        "tests/vendoring/test_command.py::test_a_check_changes_nothing_and_asks_nobody",
    ),
    "Only `charts push` asks": ("tests/registry/test_client.py::test_only_who_pushes_asks_for_the_right_to",),
    "Descriptors are taken for hostile": (
        "tests/test_invalid_cases.py::test_findings[L103-huge-file]",
        "tests/test_invalid_cases.py::test_findings[L107-too-deep]",
        "tests/test_invalid_cases.py::test_findings[L108-alias-bomb]",
        "tests/test_invalid_cases.py::test_findings[L102-utf-16]",
        "tests/test_invalid_cases.py::test_findings[L111-tag]",
        "tests/test_invalid_cases.py::test_findings[L109-duplicate-key]",
        "tests/unit/test_report_any.py::test_nothing_unprintable_is_ever_printed",
    ),
    "A chart's archive is read as Helm reads it": (
        "tests/unit/test_archive_reading.py::test_nothing_follows_the_first_gzip_member",
        "tests/unit/test_archive_reading.py::test_what_is_not_plain_is_refused",
    ),
    "What is checked is what Argo CD deploys": (
        "tests/hostile/test_archives.py::test_what_is_accepted_is_what_helm_sees",
    ),
    "an error in a folder that Argo CD deploys from": (
        "tests/unit/test_ownership.py::test_a_foreign_file_that_would_be_deployed_is_an_error",
        "tests/cli/test_generate.py::test_nothing_passes_with_a_template_that_nobody_checked",
    ),
    "believed for its seal alone": ("tests/unit/test_cache.py::test_a_damaged_or_forged_entry_is_no_entry",),
    "A cache that another machine": (
        "tests/unit/test_cache.py::test_a_cache_of_another_machine_is_worth_nothing",
    ),
    "No chart keeps it busy": ("tests/engines/test_bombs.py::test_it_is_stopped_and_the_next_one_rendered",),
    "The limit of memory is the kernel's": (
        "tests/engines/test_bombs.py::test_it_is_stopped_and_the_next_one_rendered",
    ),
    "only time and output end a render": ("tests/engines/test_bombs.py::test_what_is_printed_has_an_end",),
    "What looks like a secret in a descriptor": (
        "tests/secrets/test_forms.py::test_every_form_is_found",
        "tests/secrets/test_forms.py::test_every_text_of_every_descriptor_is_looked_at",
    ),
    "no finding in any format repeats it": ("tests/secrets/test_withheld.py::test_no_report_prints_it",),
    "measures which forms are known": ("tests/secrets/test_forms.py::test_every_form_is_found",),
    "What no form and no name tells": ("tests/secrets/test_forms.py::test_nothing_harmless_is_found",),
    "Charts render to Pod Security": (
        "tests/charts/test_pod_security.py::test_pods_of_a_chart_case_are_restricted",
        "tests/charts/test_network_policy.py::test_by_default_nobody_may_connect_and_pods_may_ask_dns_alone",
        "tests/test_invalid_cases.py::test_findings[S105-reason-of-an-override]",
    ),
    "install is named by its content": (
        "tests/test_supply_chain.py::test_every_package_has_one_version_and_the_hashes_of_its_files",
        "tests/test_supply_chain.py::test_actions_and_images_are_named_by_their_digests",
    ),
    "helmwright itself as soon as it is released": (
        "tests/test_supply_chain.py::test_only_helmwright_itself_is_without_a_hash",
    ),
}
"""Words of each promise, and the tests that fail when it is broken."""


def statements() -> Iterator[str]:
    """The sentences of the promises, and what stands apart in them by a semicolon."""
    _, _, rest = TEXT.partition("## What helmwright promises\n")
    section, _, _ = rest.partition("\n## ")
    for item in re.split(r"\n- ", "\n" + section.strip())[1:]:
        yield from re.split(r"(?<=[.;]) +(?=\S)", " ".join(item.split()))


@cache
def functions(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("statement", list(statements()))
def test_a_promise_has_tests(statement: str) -> None:
    assert any(words in statement for words in PROMISES)


@pytest.mark.parametrize("words", PROMISES)
def test_the_tests_of_a_promise_exist(words: str) -> None:
    assert words in " ".join(TEXT.split())
    for test in PROMISES[words]:
        path, _, name = test.partition("::")
        function, _, case = name.rstrip("]").partition("[")
        assert function in functions(path)
        assert not case or (ROOT / "tests/cases/invalid" / case).is_dir()


def test_only_the_registry_client_can_connect() -> None:
    """No other module imports what opens connections."""
    names = "socket|ssl|http|urllib.request|asyncio.streams|ftplib|smtplib"
    network = re.compile(rf"^\s*(?:import|from) (?:{names})\b(?! import HTTPStatus$)", re.MULTILINE)
    modules = [path for package in ("helmwright", "chartwright") for path in (SOURCE / package).rglob("*.py")]
    texts = {path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in modules}
    connecting = {path.rpartition("/")[0] for path, text in texts.items() if network.search(text)}
    assert connecting == {"helmwright/registry"}
