"""A hundred and sixty forms in which secrets get into a descriptor by mistake.

No value is a real one: all are drawn from fixed seeds, and put together while the tests run, so that no scanner
takes this file for a leak.
"""

# ruff: noqa: E501  One entry a line reads best.

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from string import ascii_letters, ascii_lowercase, ascii_uppercase, digits
from typing import Any

HEX = digits + "abcdef"
LOWER = digits + ascii_lowercase
UPPER = digits + ascii_uppercase
ALNUM = digits + ascii_letters
URL64 = ALNUM + "-_"
BASE64 = ALNUM + "+/"
BASE32 = ascii_uppercase + "234567"


@dataclass(frozen=True)
class Form:
    """A secret and the fields of a service that hold it."""

    name: str
    secret: str
    fields: Mapping[str, Any]


def drawn(alphabet: str, length: int, seed: object) -> str:
    """Characters of the alphabet, the same ones for the same seed."""
    random = Random(repr(seed))  # noqa: S311
    while True:
        text = "".join(random.choices(alphabet, k=length))
        if length < 12 or any(c in digits for c in text) or not set(digits) & set(alphabet):
            return text


def b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def env(text: str, name: str = "SETTING") -> Mapping[str, Any]:
    return {"env": {name: text}}


def file(text: str, name: str = "app.conf") -> Mapping[str, Any]:
    return {"config": {"app": {"data": {name: text}, "mount": "/etc/app"}}}


def shell(text: str) -> Mapping[str, Any]:
    return {"command": ["sh", "-c", text]}


def patch(content: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"patches": {"Deployment/cart": {"reason": "No field says this.", "patch": content}}}


def pem(kind: str, seed: object) -> str:
    """A block as OpenSSL writes it, with a body that means nothing."""
    body = drawn(BASE64, 320, seed)
    lines = "\n".join(body[at : at + 64] for at in range(0, 320, 64))
    return f"-----{'BEGIN'} {kind}-----\n{lines}\n-----{'END'} {kind}-----\n"


def _tokens(seed: object = "token") -> Mapping[str, str]:
    """Tokens whose shape their providers document."""

    def x(alphabet: str, length: int) -> str:
        return drawn(alphabet, length, (seed, alphabet, length))

    uuid = "-".join(x(HEX, length) for length in (8, 4, 4, 4, 12))
    return {
        "AWS access key id": "AK" + "IA" + x(BASE32, 16),
        "AWS temporary key id": "AS" + "IA" + x(BASE32, 16),
        "Google API key": "AI" + "za" + x(URL64, 35),
        "Google OAuth client secret": "GOC" + "SPX-" + x(URL64, 28),
        "Google access token": "ya" + "29.a0" + x(URL64, 120),
        "Azure AD client secret": x(ALNUM, 3) + "8" + "Q~" + x(ALNUM + "_-", 34),
        "Azure DevOps token": x(ALNUM, 76) + "AZ" + "DO" + x(ALNUM, 4),
        "Alibaba key id": "LT" + "AI5t" + x(ALNUM, 18),
        "DigitalOcean token": "do" + "p_v1_" + x(HEX, 64),
        "Heroku token": "HR" + "KU-" + uuid,
        "Stripe secret key": "sk_" + "live_" + x(ALNUM, 24),
        "Stripe restricted key": "rk_" + "live_" + x(ALNUM, 99),
        "Stripe test key": "sk_" + "test_" + x(ALNUM, 24),
        "Stripe webhook secret": "wh" + "sec_" + x(ALNUM, 32),
        "Square access token": "EA" + "AA" + x(URL64, 60),
        "Square OAuth secret": "sq0" + "csp-" + x(URL64, 43),
        "Braintree access token": "access_token$" + "production$" + x(LOWER, 16) + "$" + x(HEX, 32),
        "Shopify admin token": "shp" + "at_" + x(HEX, 32),
        "Plaid access token": "access-" + "production-" + uuid,
        "Slack bot token": "xo" + "xb-" + x(digits, 12) + "-" + x(digits, 13) + "-" + x(ALNUM, 24),
        "Slack app token": "xa" + "pp-1-A" + x(UPPER, 10) + "-" + x(digits, 13) + "-" + x(HEX, 64),
        "Slack webhook": "https://hooks.slack." + "com/services/T" + x(UPPER, 8) + "/B" + x(UPPER, 10) + "/" + x(ALNUM, 24),
        "Discord bot token": "MT" + x(ALNUM, 24) + "." + x(URL64, 6) + "." + x(URL64, 38),
        "Discord webhook": "https://discord." + "com/api/webhooks/" + "1" + x(digits, 18) + "/" + x(URL64, 68),
        "Teams webhook": "https://acme.webhook." + "office.com/webhookb2/" + uuid + "@" + uuid + "/IncomingWebhook/" + x(HEX, 32) + "/" + uuid,
        "Telegram bot token": x("123456789", 10) + ":AA" + x(URL64, 33),
        "Twilio API key": "S" + "K" + x(HEX, 32),
        "SendGrid key": "SG" + "." + x(URL64, 22) + "." + x(URL64, 43),
        "Mailgun key": "key" + "-" + x(HEX, 32),
        "Mailchimp key": x(HEX, 32) + "-" + "us12",
        "GitHub token": "gh" + "p_" + x(ALNUM, 36),
        "GitHub fine-grained token": "github" + "_pat_" + x(ALNUM, 22) + "_" + x(ALNUM, 59),
        "GitLab token": "gl" + "pat-" + x(URL64, 20),
        "GitLab deploy token": "gl" + "dt-" + x(URL64, 20),
        "Atlassian token": "AT" + "ATT3xFfGF0" + x(URL64, 180) + "=" + x(UPPER, 8),
        "npm token": "np" + "m_" + x(ALNUM, 36),
        "PyPI token": "py" + "pi-AgEIcHlwaS5vcmc" + x(URL64, 140),
        "RubyGems key": "ruby" + "gems_" + x(HEX, 48),
        "Docker Hub token": "dckr" + "_pat_" + x(URL64, 27),
        "Datadog key in its variable": x(HEX, 32),
        "New Relic user key": "NR" + "AK-" + x(UPPER, 27),
        "New Relic licence": x(HEX, 36) + "NR" + "AL",
        "Grafana service account": "gl" + "sa_" + x(ALNUM, 32) + "_" + x(HEX, 8),
        "Dynatrace token": "dt0" + "c01." + x(BASE32, 24) + "." + x(BASE32, 64),
        "Sentry user token": "sntr" + "yu_" + x(HEX, 64),
        "PostHog personal key": "ph" + "x_" + x(ALNUM, 43),
        "OpenAI project key": "sk-" + "proj-" + x(URL64, 74) + "T3Blbk" + "FJ" + x(URL64, 74),
        "OpenAI older key": "sk-" + x(ALNUM, 20) + "T3Blbk" + "FJ" + x(ALNUM, 20),
        "Anthropic key": "sk-" + "ant-api03-" + x(URL64, 93) + "AA",
        "Hugging Face token": "h" + "f_" + x(ascii_letters, 34),
        "Groq key": "gs" + "k_" + x(ALNUM, 52),
        "Replicate token": "r8" + "_" + x(ALNUM, 37),
        "Vault service token": "hv" + "s." + x(URL64, 90),
        "Doppler service token": "dp" + ".st.prd." + x(ALNUM, 43),
        "Databricks token": "da" + "pi" + x(HEX, 32),
        "Terraform Cloud token": x(ALNUM, 14) + ".atlas" + "v1." + x(URL64, 67),
        "Pulumi token": "pu" + "l-" + x(HEX, 40),
        "Tailscale key": "tskey" + "-auth-" + x(ALNUM, 12) + "CNTRL-" + x(ALNUM, 32),
        "Linear key": "lin" + "_api_" + x(ALNUM, 40),
        "Notion token": "nt" + "n_" + x(ALNUM, 46),
        "JSON Web Token": "ey" + "JhbGciOiJIUzI1NiJ9." + "ey" + "JzdWIiOiJjYXJ0In0." + x(URL64, 43),
        "age key": "AGE-SECRET-" + "KEY-1" + x("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", 58),
    }  # fmt: skip


TOKENS = _tokens()
"""By provider, each with a value of the right shape."""


def _places(text: str) -> tuple[Mapping[str, Any], ...]:
    """Places that any text fits in."""
    return (
        env(text),
        {"args": ["serve", "--with", text]},
        file(f"first line\nsetting {text}\n"),
        patch({"metadata": {"annotations": {"acme.example/note": text}}}),
        {"sidecars": {"proxy": {"image": {"repository": "ghcr.io/acme/proxy", "tag": "1"}, "env": {"X": text}}}},
    )  # fmt: skip


def _of_tokens() -> list[Form]:
    forms = []
    for number, (name, token) in enumerate(TOKENS.items()):
        places = _places(token)
        fields = places[number % len(places)]
        if name == "Datadog key in its variable":
            fields = env(token, "DD_API_KEY")
        forms.append(Form(name, token, fields))
    return forms


PASSWORD = "w7-Kestrel!" + drawn(ALNUM, 6, "password")
LETTERS = "tangerine" + "walrus"
KEY = drawn(BASE64, 40, "key")
HASH = drawn("./" + ALNUM, 53, "bcrypt")
REPOSITORY = {"repository": "ghcr.io/acme/tool", "tag": "1.0.0"}


def _of_commands() -> dict[str, tuple[str, Mapping[str, Any]]]:
    p = PASSWORD
    return {
        "flag with its value": (p, {"args": [f"--password={p}"]}),
        "flag and value as two words": (p, {"args": ["--user", "cart", "--db-password", p]}),
        "flag of one dash": (p, {"args": ["-password", p]}),
        "flag for a token": (KEY, {"args": ["--api-token", KEY]}),
        "mysql's flag without a space": (p, {"command": ["mysql", "-u", "cart", f"-p{p}", "shop"]}),
        "redis-cli's flag": (p, {"command": ["redis-cli", "-a", p, "ping"]}),
        "redis-server's option": (p, {"args": ["redis-server", "--requirepass", p]}),
        "curl's user": (p, shell(f"curl -fsS -u cart:{p} https://shop.acme.example/health")),
        "curl's header": (KEY, shell(f'curl -H "X-Api-Key: {KEY}" https://shop.acme.example')),
        "sshpass": (p, shell(f"sshpass -p '{p}' ssh cart@host.acme.example")),
        "docker login": (p, shell(f"docker login -u cart -p {p} ghcr.io")),
        "export in a shell": (p, shell(f"export DB_PASSWORD={p}; exec serve")),
        "variable before a command": (LETTERS, shell(f"PGPASSWORD='{LETTERS}' psql -h db -c 'select 1'")),
        "default of a variable": (p, shell(f'serve --db "${{DB_PASSWORD:-{p}}}"')),
        "statement in SQL": (p, shell(f"psql -c \"ALTER USER cart WITH PASSWORD '{p}'\"")),
        "ldapsearch's flag": (p, {"args": ["ldapsearch", "-D", "cn=admin", "-w", p]}),
        "mongosh's flag": (p, {"command": ["mongosh", "-u", "cart", "-p", p]}),
        "htpasswd's argument": (p, {"command": ["htpasswd", "-bc", "/etc/users", "cart", p]}),
        "standard input of a login": (p, shell(f"echo {p} | docker login -u cart --password-stdin ghcr.io")),
        "aws configure": (KEY, shell(f"aws configure set aws_secret_access_key {KEY}")),
        "hook before the container stops": (
            p,
            {"lifecycle": {"preStop": {"type": "exec", "command": ["sh", "-c", f"TOKEN={p} deregister"]}}},
        ),
    }


def _of_files() -> dict[str, tuple[str, Mapping[str, Any]]]:
    p, key = PASSWORD, KEY
    auth = b64(f"cart:{p}")
    docker = json.dumps({"auths": {"ghcr.io": {"auth": auth}}})
    account = {"type": "service_account", "project_id": "acme", "private_key": pem("PRIVATE KEY", "gcp")}
    return {
        "ini": (p, file(f"[database]\nhost = db\npassword = {p}\n", "app.ini")),
        "properties": (p, file(f"db.user=cart\nspring.datasource.password={p}\n", "a.properties")),
        "yaml": (p, file(f"database:\n  host: db\n  password: {p}\n", "app.yaml")),
        "json": (p, file(json.dumps({"db": {"user": "cart", "password": p}}), "app.json")),
        "toml": (key, file(f'[aws]\nsecret_access_key = "{key}"\n', "app.toml")),
        "env file": (LETTERS, file(f"LOG_LEVEL=info\nSMTP_PASSWORD={LETTERS}\n", ".env")),
        "xml": (p, file(f"<db><user>cart</user><password>{p}</password></db>", "app.xml")),
        "xml of .NET": (key, file(f'<add key="ApiKey" value="{key}" />', "web.config")),
        "script": (p, file(f'db = connect("db", user="cart", password="{p}")\n', "app.py")),
        "netrc": (p, file(f"machine git.acme.example\n  login cart\n  password {p}\n", ".netrc")),
        "pgpass": (LETTERS, file(f"db.acme.example:5432:shop:cart:{LETTERS}\n", ".pgpass")),
        "my.cnf": (p, file(f"[client]\nuser=cart\npassword={p}\n", "my.cnf")),
        "npmrc": (key, file(f"//npm.acme.example/:_authToken={key}\n", ".npmrc")),
        "redis.conf": (LETTERS, file(f"port 6379\nrequirepass {LETTERS}\n", "redis.conf")),
        "wpa_supplicant": (p, file(f'network={{\n  psk="{p}"\n}}\n', "wpa.conf")),
        "key of BIND": (
            drawn(BASE64, 43, "tsig"),
            file(f'secret "{drawn(BASE64, 43, "tsig")}=";\n', "named.conf"),
        ),
        "ldap.conf": (LETTERS, file(f"binddn cn=cart\nbindpw {LETTERS}\n", "ldap.conf")),
        "users of Redis": (p, file(f"user cart on >{p} ~* +@all\n", "users.acl")),
        "users of PgBouncer": (
            drawn(HEX, 32, "md5"),
            file(f'"cart" "md5{drawn(HEX, 32, "md5")}"\n', "userlist.txt"),
        ),
        "constant of PHP": (p, file(f"define('DB_PASSWORD', '{p}');", "config.php")),
        "header of nginx": (key, file(f'proxy_set_header X-Api-Key "{key}";', "nginx.conf")),
        "block of yaml": (p, file(f"password: >-\n  {p}\n", "app.yaml")),
        "dockerconfigjson": (auth, file(docker, "config.json")),
        "kubeconfig": (key, file(f"users:\n- name: ci\n  user:\n    token: {key}\n", "kubeconfig")),
        "htpasswd of bcrypt": (HASH, file(f"cart:$2y$10${HASH}\n", "htpasswd")),
        "htpasswd of apr1": (HASH[:22], file(f"cart:$apr1${HASH[30:38]}${HASH[:22]}\n", "users")),
        "RSA key": ("RSA key", file(pem("RSA PRIVATE KEY", "rsa"), "tls.key")),
        "PKCS 8 key": ("PKCS 8", file(pem("ENCRYPTED PRIVATE KEY", "pkcs8"), "tls.key")),
        "SSH key": ("SSH", file(pem("OPENSSH PRIVATE KEY", "ssh"), "id_ed25519")),
        "PGP key": ("PGP", file(pem("PGP PRIVATE KEY BLOCK", "pgp"), "key.asc")),
        "PKCS 8 without its lines": (
            drawn(BASE64, 200, "der"),
            env("MIIEv" + "gIBADANBgkqhkiG9w0BAQEFAASCBKg" + drawn(BASE64, 200, "der"), "CERT"),
        ),
        "service account of Google": ("GCP", file(json.dumps(account), "account.json")),
        "private JSON Web Key": (
            drawn(URL64, 43, "jwk"),
            env(json.dumps({"kty": "EC", "crv": "P-256", "d": drawn(URL64, 43, "jwk")}), "JWK"),
        ),
        "WireGuard": (
            drawn(BASE64, 43, "wg"),
            file(f"[Interface]\nPrivateKey = {drawn(BASE64, 43, 'wg')}=\n", "wg0.conf"),
        ),
    }


def _of_connections() -> dict[str, tuple[str, Mapping[str, Any]]]:
    p = PASSWORD
    sig = drawn(ALNUM, 43, "sas") + "%3D"
    storage = drawn(BASE64, 86, "storage") + "=="
    return {
        "URL of PostgreSQL": (p, env(f"postgres://cart:{p}@db.acme.example:5432/cart", "DATABASE_URL")),
        "URL of Redis without a user": (LETTERS, env(f"redis://:{LETTERS}@cache:6379/0", "CACHE")),
        "URL of MongoDB": (p, env(f"mongodb+srv://cart:{p}@m0.acme.example/?w=majority", "MONGO")),
        "JDBC": (p, env(f"jdbc:postgresql://db/cart?user=cart&password={p}", "JDBC_URL")),
        "JDBC of Oracle": (LETTERS, env(f"jdbc:oracle:thin:cart/{LETTERS}@db:1521/shop", "ORACLE")),
        "libpq": (p, env(f"host=db user=cart password={p} dbname=cart", "PG_CONNECTION")),
        "ADO.NET": (p, env(f"Server=db;Database=shop;User Id=sa;Password={p};", "CONNECTION")),
        "ODBC": (LETTERS, env(f"Driver={{ODBC 18}};Server=db;Uid=sa;Pwd={LETTERS};", "ODBC")),
        "ODBC with braces": (p, env(f"Driver={{ODBC 18}};Server=db;Uid=sa;Pwd={{{p}}};", "ODBC")),
        "Go's MySQL driver": (p, env(f"cart:{p}@tcp(db:3306)/shop?parseTime=true", "DSN")),
        "StackExchange.Redis": (LETTERS, env(f"cache:6380,password={LETTERS},ssl=True", "REDIS")),
        "Azure storage": (
            storage,
            env(f"DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={storage}", "STORE"),
        ),
        "Azure SAS": (
            sig,
            env(f"https://acme.blob.core.windows.net/c/f?sv=2024-11-04&se=2027&sp=r&sig={sig}", "FILE"),
        ),
        "Sentry with its secret": (
            drawn(HEX, 32, "sentry"),
            env(f"https://{drawn(HEX, 32, 1)}:{drawn(HEX, 32, 'sentry')}@sentry.acme.example/7", "DSN"),
        ),
        "token in a query": (KEY[:24], env(f"https://api.acme.example/v1?access_token={KEY[:24]}", "API")),
        "key in a query": (KEY[:30].replace("/", "x"), env(f"https://maps.acme.example/api?key={KEY[:30].replace('/', 'x')}", "MAPS")),
        "git over HTTPS": (KEY[:30].replace("/", "x"), env(
            f"https://ci:{KEY[:30].replace('/', 'x')}@git.acme.example/shop.git", "REMOTE")),
        "bearer token": (
            KEY[:32].replace("/", "x").replace("+", "y"),
            shell(f"wget --header 'Authorization: Bearer {KEY[:32].replace('/', 'x').replace('+', 'y')}' https://a"),
        ),
    }  # fmt: skip


def _of_places() -> dict[str, tuple[str, Mapping[str, Any]]]:
    p, key = PASSWORD, KEY
    ports = {"ports": {"http": 8080}}
    probe = {"type": "http", "path": "/", "headers": {"Authorization": f"Basic {b64(f'probe:{p}')}"}}
    path = {"type": "http", "path": f"/healthz?token={key[:20].replace('/', 'x')}"}
    job = {"image": REPOSITORY, "command": ["sync"], "schedule": "0 3 * * *"}
    return {
        "header of another kind": (key, patch({"headers": [{"name": "Authorization", "value": f"Token {key}"}]})),
        "webhook of Mattermost": (drawn(LOWER, 26, "hook"), env(f"https://chat.acme.example/hooks/{drawn(LOWER, 26, 'hook')}", "ALERTS")),
        "salt of hashes": (drawn(HEX, 32, "salt"), env(drawn(HEX, 32, "salt"), "HASH_SALT")),
        "cookie of Erlang": (drawn(UPPER, 20, "erlang"), env(drawn(UPPER, 20, "erlang"), "RABBITMQ_ERLANG_COOKIE")),
        "key of Fernet": (drawn(URL64, 43, "fernet") + "=", env(drawn(URL64, 43, "fernet") + "=", "CORE__FERNET_KEY")),
        "PKCS 1 without its lines": (drawn(BASE64, 200, "pkcs1"), env("MIIEpA" + "IBAAKCAQEA" + drawn(BASE64, 200, "pkcs1"), "CERT")),
        "header of a probe": (p, {**ports, "probes": {"readiness": probe}}),
        "path of a probe": (key[:20].replace("/", "x"), {**ports, "probes": {"readiness": path}}),
        "variable of a password": (LETTERS, env(LETTERS, "DB_PASSWORD")),
        "variable of a secret": (key, env(key, "AWS_SECRET_ACCESS_KEY")),
        "variable in camel case": (p, env(p, "mailPassword")),
        "init container": (p, {"initContainers": {"migrate": {"image": REPOSITORY, "env": {"PGPASSWORD": p}}}}),
        "worker": (p, {"workers": {"mail": {"args": [f"--smtp-password={p}"]}}}),
        "cron": (p, {"crons": {"sync": {**job, "env": {"FTP_PASSWORD": p}}}}),
        "task": (p, {"tasks": {"load": {"when": "before", "command": ["load", f"--password={p}"]}}}),
        "patch": (p, patch({"spec": {"template": {"spec": {"containers": [
            {"name": "cart", "env": [{"name": "DB_PASSWORD", "value": p}]}]}}}})),
        "extra ConfigMap": (p, {"extraObjects": {"more": {
            "apiVersion": "v1", "kind": "ConfigMap", "data": {"app.ini": f"password = {p}"}}}}),
        "extra Secret": (LETTERS, {"extraObjects": {"more": {
            "apiVersion": "v1", "kind": "Secret", "stringData": {"anything": LETTERS}}}}),
        "Secret in another extra object": (LETTERS, {"extraObjects": {"more": {
            "apiVersion": "acme.example/v1", "kind": "Bundle", "spec": {"objects": [
                {"apiVersion": "v1", "kind": "Secret", "data": {"anything": b64(LETTERS)}}]}}}}),
        "extra object with a password": (LETTERS, {"extraObjects": {"more": {
            "apiVersion": "acme.example/v1", "kind": "Database", "spec": {"adminPassword": LETTERS}}}}),
        "KEDA trigger": (p, {"replicas": {"min": 1, "max": 3, "triggers": {"queue": {
            "type": "rabbitmq", "metadata": {"host": f"amqp://cart:{p}@mq:5672/shop", "queueName": "q"}}}}}),
        "alert": (TOKENS["Slack webhook"], {"extraObjects": {"more": {
            "apiVersion": "monitoring.coreos.com/v1", "kind": "PrometheusRule", "spec": {"groups": [{"name": "g",
                "rules": [{"alert": "Down", "expr": "up == 0", "annotations": {"hook": TOKENS["Slack webhook"]}}]}]}}}}),
        "file in a dashboard": (LETTERS, {"dashboards": {"main": {"json": json.dumps({"text": f"#\nrequirepass {LETTERS}"})}}}),
        "dashboard": (p, {"dashboards": {"main": {"json": json.dumps({"title": "t", "basicAuthPassword": p})}}}),
        "label": (TOKENS["Databricks token"], patch({"metadata": {"labels": {"acme.example/id": TOKENS["Databricks token"]}}})),
        "base64 of a token": (b64(TOKENS["Stripe secret key"]), env(b64(TOKENS["Stripe secret key"]), "BLOB")),
        "base64 of a file": (b64(f"[db]\npassword={p}\n"), file(b64(f"[db]\npassword={p}\n"), "app.b64")),
        "base64 twice": (b64(b64(pem("RSA PRIVATE KEY", 2))), env(b64(b64(pem("RSA PRIVATE KEY", 2))), "BLOB")),
        "base64 of a docker configuration": (
            b64(json.dumps({"auths": {"r": {"username": "cart", "password": p}}})),
            env(b64(json.dumps({"auths": {"r": {"username": "cart", "password": p}}})), "REGISTRIES"),
        ),
    }  # fmt: skip


FORMS: tuple[Form, ...] = (
    *_of_tokens(),
    *(
        Form(name, secret, fields)
        for group in (_of_commands(), _of_files(), _of_connections(), _of_places())
        for name, (secret, fields) in group.items()
    ),
)
