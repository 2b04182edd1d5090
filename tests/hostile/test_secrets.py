"""Random secrets of every family at random places of random descriptors: each is found, and none is ever printed.

A repository holds a number of them at once. Which are found is told by their lines.
"""

# ruff: noqa: E501  One entry a line reads best.

from __future__ import annotations

import json
import random
import re
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from string import ascii_letters
from typing import Any

import pytest
from tests.program import helmwright
from tests.secrets import forms
from tests.secrets.forms import ALNUM, BASE64, HEX, b64, drawn, pem
from tests.secrets.test_withheld import write

from helmwright.leaks.texts import secrets

pytestmark = pytest.mark.hostile

WHOLE = 1000
AT_ONCE = 50
PRINTABLE = ALNUM + "!#%+-./:=?@^_~"
Trials = Callable[[int], int]
Tally = Callable[[str, int], None]
Family = Callable[[random.Random], tuple[str, str]]


def word(choose: random.Random, alphabet: str = PRINTABLE) -> str:
    """A password as programs make them: no reference, no path and no setting by chance."""
    return choose.choice(ascii_letters) + drawn(alphabet, choose.randint(9, 40), choose.random()) + "7"


def token(choose: random.Random) -> tuple[str, str]:
    names = sorted(set(forms.TOKENS) - {"Datadog key in its variable"})
    found = forms._tokens(choose.random())[choose.choice(names)]
    return found, choose.choice(["{}", "run {} now", "a={}", '"{}"', "x: {}\n"]).format(found)


def setting(choose: random.Random) -> tuple[str, str]:
    secret = word(choose)
    name = choose.choice(
        ["password", "DB_PASSWORD", "db.password", "smtp-passwd", "keyPassphrase", "admin_pwd"]
    )
    text = choose.choice(
        ["{}={}", "{}: {}", '{} = "{}"', "'{}': '{}'", '"{}":"{}"', "first\n{}={}\nlast", "--{}={}"]
    )
    return secret, text.format(name, secret)


def key(choose: random.Random) -> tuple[str, str]:
    secret = word(choose, BASE64)
    name = choose.choice(["API_KEY", "auth.token", "client_secret", "aws_secret_access_key", "signingKey"])
    return secret, choose.choice(["{}={}", '{}: "{}"', "--{} {}", '{{"{}": "{}"}}']).format(name, secret)


def url(choose: random.Random) -> tuple[str, str]:
    secret = word(choose, ALNUM + "!-._~")
    scheme = choose.choice(["postgres", "https", "amqp", "redis", "mongodb+srv", "smtp"])
    user = choose.choice(["", "cart", "ci-user"])
    return secret, f"{scheme}://{user}:{secret}@host.acme.example:1234/path?x=y"


def connection(choose: random.Random) -> tuple[str, str]:
    secret = word(choose, ALNUM + "!-._~")
    text = choose.choice([
        "Server=db;Uid=sa;Pwd={};", "host=db password={} user=x", "jdbc:mysql://db/x?user=y&password={}&z=1",
        "x:{}@tcp(db:3306)/y", "cache:6380,password={},ssl=True", "jdbc:oracle:thin:x/{}@db:1521/y",
    ])  # fmt: skip
    return secret, text.format(secret)


def command(choose: random.Random) -> tuple[str, str]:
    secret = word(choose, ALNUM + "!-._~")
    text = choose.choice([
        "curl -u cart:{} https://a", "mysql -ucart -p{} shop", "redis-cli -h c -a {} ping", "sshpass -p {} ssh a",
        "docker login -u x -p {} r", "export PGPASSWORD='{}'; psql", "psql -c \"alter user x password '{}'\"",
        "serve --password {} --port 1",
    ])  # fmt: skip
    return secret, text.format(secret)


def block(choose: random.Random) -> tuple[str, str]:
    kind = choose.choice(["RSA ", "EC ", "", "ENCRYPTED ", "OPENSSH ", "DSA "])
    text = pem(f"{kind}PRIVATE KEY", choose.random())
    return text.splitlines()[2], text


def passwords(choose: random.Random) -> tuple[str, str]:
    secret, digest = word(choose, ALNUM + "!-._~"), drawn(ALNUM + "./", 53, choose.random())
    return choose.choice([
        (secret, f"machine a login b password {secret}\n"), (secret, f"db.acme.example:5432:*:cart:{secret}\n"),
        (digest, f"cart:$2y$10${digest}\n"), (secret, f"port 1\nrequirepass {secret}\n"),
        (secret, f"<password>{secret}</password>"), (secret, f"- name: DB_PASSWORD\n  value: {secret}\n"),
    ])  # fmt: skip


def header(choose: random.Random) -> tuple[str, str]:
    basic = b64(f"cart:{word(choose)}")
    bearer = drawn(ALNUM + "-_", 40, choose.random())
    return choose.choice([(basic, f"Basic {basic}"), (bearer, f"Authorization: Bearer {bearer}"),
                          (basic, json.dumps({"auths": {"r": {"auth": basic}}}))])  # fmt: skip


def encoded(choose: random.Random) -> tuple[str, str]:
    _, text = choose.choice([token, setting, url, block, command])(choose)
    inside = b64(text)
    return inside, choose.choice(["{}", "data: {}\n", "data:text/plain;base64,{}"]).format(inside)


def members(choose: random.Random) -> tuple[str, str]:
    secret = drawn(ALNUM + "-_", 43, choose.random())
    return secret, json.dumps({"kty": "EC", "crv": "P-256", "x": drawn(ALNUM, 43, 1), "d": secret})


FAMILIES: tuple[Family, ...] = (
    token, setting, key, url, connection, command, block, passwords, header, encoded, members,
)  # fmt: skip


def _service(texts: list[str], choose: random.Random) -> dict[str, Any]:
    """A service with each of the texts somewhere, and much beside them."""
    fields: dict[str, Any] = {
        "env": {"LOG_LEVEL": "info", "COMMIT": drawn(HEX, 40, choose.random())},
        "args": ["serve", "--port", "8080"],
        "description": "Keeps what people want to buy",
    }
    places: tuple[Callable[[str, str], None], ...] = (
        lambda name, text: fields["env"].update({name: text}),
        lambda _, text: fields["args"].append(text),
        lambda name, text: _data(fields, "config", name, {"data": {f"{name}.txt": text}, "mount": f"/etc/{name}"}),
        lambda name, text: _data(fields, "config", name, {"env": {name: text}}),
        lambda name, text: _data(fields, "sidecars", name, {"image": IMAGE, "resources": RESOURCES, "env": {"X": text}}),
        lambda name, text: _data(fields, "initContainers", name, {"image": IMAGE, "command": ["x", text]}),
        lambda name, text: _data(fields, "tasks", name, {"command": ["sh", "-c", text]}),
        lambda name, text: _data(fields, "crons", name, {"schedule": "0 3 * * *", "args": [text]}),
        lambda name, text: _data(fields, "workers", name, {"env": {"X": text}}),
        lambda name, text: _data(
            fields, "extraObjects", name, {"apiVersion": "v1", "kind": "ConfigMap", "data": {"x": text}}
        ),
        lambda name, text: _data(
            fields, "extraObjects", name, {"apiVersion": "a.example/v1", "kind": "A", "spec": {"x": [{"y": text}]}}
        ),
        lambda name, text: _data(fields, "dashboards", name, {"json": json.dumps({"title": text})}),
        lambda name, text: _data(
            fields, "patches", f"Deployment/{name}",
            {"reason": "No field says this.", "patch": {"metadata": {"annotations": {"a.example/x": text}}}},
        ),
    )  # fmt: skip
    for number, text in enumerate(texts):
        choose.choice(places)(f"x{number}", text)
    return fields


IMAGE = {"repository": "ghcr.io/acme/tool", "tag": "1.0.0"}
RESOURCES = {"requests": {"cpu": "50m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}}


def _data(fields: dict[str, Any], field: str, name: str, entry: Mapping[str, Any]) -> None:
    fields.setdefault(field, {})[name] = entry


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.__name__))
def test_every_secret_is_found_and_none_is_printed(
    family: Family, trials: Trials, tally: Tally, tmp_path: Path
) -> None:
    whole = trials(WHOLE)
    for start in range(0, whole, AT_ONCE):
        seed = f"{family.__name__} {start}"
        choose = random.Random(seed)  # noqa: S311
        drawn_ = [family(choose) for _ in range(min(AT_ONCE, whole - start))]
        root = tmp_path / str(start)
        fields = _service([text for _, text in drawn_], choose)
        head = {"apiVersion": "helmwright.dev/v1", "kind": "Service", "owner": "shop", "image": IMAGE}
        text = json.dumps({**head, "resources": RESOURCES, **fields})
        write(root, text)
        found = _lint(root, "json")
        assert {item["code"] for item in found} == {"R703"}, (seed, found)
        at = {re.sub(r" looks like.*", "", item["message"]) for item in found}
        arguments = {text: f"args.{index}" for index, text in enumerate(fields["args"])}
        missed = [
            text
            for number, (_, text) in enumerate(drawn_)
            if not (
                arguments[text] in at
                if text in arguments
                else any(re.search(rf"\bx{number}\b", place) for place in at)
            )
        ]
        assert missed == [], seed
        _prints_none(root, [secret for secret, _ in drawn_], seed)
    tally("secrets found and never printed", whole)


def _lint(root: Path, format_: str) -> list[dict[str, Any]]:
    result = helmwright("-C", str(root), "lint", "--format", format_)
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return found


def _prints_none(root: Path, hidden: list[str], seed: str) -> None:
    for words in (
        *(["lint", "--format", name] for name in ("text", "json", "github", "sarif", "junit")),
        ["generate", "--diff"],
        ["validate"],
        ["render"],
        ["trace", "shop/cart", "--env", "prod"],
        ["explain", "R703"],
    ):
        result = helmwright("-C", str(root), *words)
        printed = result.output + result.stderr
        assert result.exit_code in (0, 1), (seed, words, printed)
        assert [secret for secret in hidden if secret in printed] == [], (seed, words)


PIECES = (
    "mongo -", "ldapadd ", "htpasswd -b a ", "echo ", "user a ", "\nuser a on ", 'set("', "a: >\n ", '"md5', "?key=", "\\n", '\\"', "scram-sha-256$",
    "passes_header ", "configure set ", "MII", "eyJ.", "a.b.c=", "key: a value: b ", "/hooks/", "Basic ", "_header a ",
    "a", "-eyJ", "://", "SG.", "AKIA", "-----BEGIN ", "_", "password=", "a=", "--a ", "login ", "curl -u ", "mysql -p",
    "name: x, value: y ", "::", "x:1:", "QUJD", "kind: Secret\n", "data:\n  a: b\n", "%3A", "<a>", "${a", "basic ", "Q~",
    "M", "1", ".", "key-", '"d":', "https://a@", "password '", "sk-", " ", "\n", "ABCD" * 16 + "\n", "identified by ", "a:",
    "redis-cli ", "sshpass ", "x@tcp(", "jdbc:oracle:", "kind: Secret\ndata:\n  a: b\n", "login a ", "\\", '"', "'", "{{",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_takes_linear_time(piece: str, trials: Trials, tally: Tally) -> None:
    """Eight times the text takes about eight times as long; in quadratic time it would be sixty-four."""
    whole = max(trials(1_000_000), 400_000)
    small, large = (_cost(piece * (size // len(piece))) for size in (whole // 8, whole))
    assert large / small < 24, (piece, small, large)
    tally(f"texts of {whole:,} characters searched in linear time", 1)


def _cost(text: str) -> float:
    """The least of several runs, in seconds of the processor; what is compiled and cached is left out."""
    costs = []
    for number in range(2):
        start = time.process_time()
        secrets(text + "\n" * number)
        costs.append(time.process_time() - start)
    return max(min(costs), 0.001)
