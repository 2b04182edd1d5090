"""No finding of any stage prints a secret, whatever is wrong with the field that holds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.program import helmwright
from tests.secrets.forms import TOKENS

from helmwright.findings import Finding, Location
from helmwright.leaks.withheld import withheld

TOKEN = TOKENS["GitLab token"]
LONG = TOKENS["Atlassian token"]
PASSWORD = "tangerine" + "walrus"
HEAD = """\
apiVersion: helmwright.dev/v1
kind: Service
owner: shop
image: {repository: ghcr.io/acme/cart, tag: "1.0.0"}
resources: {requests: {cpu: 50m, memory: 64Mi}, limits: {memory: 128Mi}}
"""


def message(text: str, *secrets: str) -> str:
    (finding,) = withheld([Finding("S106", Location("a.yaml"), text)], secrets)
    return finding.message


def test_a_secret_is_taken_out_of_a_message() -> None:
    assert message(f"env.X: '{PASSWORD}' does not fit", PASSWORD) == "env.X: '…' does not fit"


def test_so_is_one_that_is_cut_off() -> None:
    secret = "the tangerine walrus sings at noon " * 3
    assert message(f"'{secret[:60]}...' does not fit", secret) == "'…...' does not fit"


def test_and_a_line_of_one() -> None:
    assert message("line 2: secondline", "firstline1\nsecondline") == "line 2: …"


def test_a_token_is_taken_out_wherever_it_comes_from() -> None:
    assert message(f"the key '{TOKEN}' is given twice") == "the key '…' is given twice"


def test_a_short_secret_is_one_as_a_word_alone() -> None:
    assert message("not the number 1234; 12345 bytes", "1234") == "not the number …; 12345 bytes"


MISTAKES = {
    "a number for a text": ("env: {DB_PASSWORD: 48151623}\n", "48151623"),
    "a decimal number for a text": ("env: {DB_PASSWORD: 4815.1620}\n", "4815.1620"),
    "a number that readers disagree on": ("env: {DB_PASSWORD: 04815162}\n", "04815162"),
    "a text for a number": (f"replicas: {TOKEN}\n", TOKEN),
    "a text that does not fit": (f"shutdown: {{grace: {TOKEN}}}\n", TOKEN),
    "a long text that does not fit": (f"shutdown: {{grace: '{LONG}'}}\n", LONG[:40]),
    "a key that does not fit": (f"env: {{{TOKEN}: x}}\n", TOKEN),
    "an unknown key": (f"{TOKEN}: x\n", TOKEN),
    "a key given twice": (f"env: {{{TOKEN}: x, {TOKEN}: y}}\n", TOKEN),
    "none of the values": (f"workload: {TOKEN}\n", TOKEN),
    "another kind": (f"kind: {TOKEN}\n", TOKEN),
    "a reference to nothing": (f"env: {{X: {{url: {TOKEN.lower()}/http}}}}\n", TOKEN.lower()),
    "a password in a text that does not fit": (f"shutdown: {{grace: 'password={PASSWORD}'}}\n", PASSWORD),
    "a broken file": (f"env: {{DB_PASSWORD: {PASSWORD}\n  x: [\n", PASSWORD),
}


@pytest.mark.parametrize(("text", "secret"), MISTAKES.values(), ids=MISTAKES.keys())
@pytest.mark.parametrize("format_", ["text", "json", "sarif", "junit", "github"])
def test_no_report_prints_it(text: str, secret: str, format_: str, tmp_path: Path) -> None:
    write(tmp_path, text if text.startswith("kind") else HEAD + text)
    result = helmwright("-C", str(tmp_path), "lint", "--format", format_)
    assert result.exit_code == 1, result.output
    assert secret not in result.output + result.stderr


def write(root: Path, service: str, settings: str = "") -> None:
    """A repository with one service."""
    (root / "apps/shop/services").mkdir(parents=True)
    (root / "environments").mkdir()
    (root / "helmwright.yaml").write_text(
        "apiVersion: helmwright.dev/v1\nkind: Repository\nname: acme\nrepoURL: https://git.example/acme.git\n"
        f"teams: {{shop: {{}}}}\n{settings}"
    )
    (root / "environments/prod.yaml").write_text(
        "apiVersion: helmwright.dev/v1\nkind: Environment\n"
        'cluster: {name: acme, provider: generic, kubernetesVersion: "1.34"}\n'
    )
    (root / "apps/shop/services/cart.yaml").write_text(service)


@pytest.mark.parametrize("command", ["generate", "validate"])
def test_what_helm_and_the_schemas_of_kubernetes_refuse_is_not_printed_either(
    command: str, tmp_path: Path
) -> None:
    patch = f"{{spec: {{template: {{spec: {{schedulerName: [{TOKEN}], dnsPolicy: {TOKEN}}}}}}}}}"
    service = f"{HEAD}patches: {{Deployment/cart: {{reason: No field says this., patch: {patch}}}}}\n"
    write(tmp_path, service, "rules: {R703: {severity: info, reason: We look for them ourselves.}}\n")
    result = helmwright("-C", str(tmp_path), command, "--format", "json")
    assert TOKEN not in result.output + result.stderr
