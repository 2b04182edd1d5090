"""Which names say that a value is secret, and which values are none under such a name."""

from __future__ import annotations

from functools import lru_cache

from helmwright.leaks.encoded import decoded
from helmwright.leaks.patterns import compiled

_SIGNS = (
    "pass",
    "pwd",
    "pswd",
    "pw",
    "psk",
    "auth",
    "token",
    "secret",
    "cred",
    "key",
    "salt",
    "pepper",
    "cookie",
)
"""Every name of a secret has one of these."""
_HUMPS = r"(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+"
_PASSWORDS = r"""(?x)
    ((^|_)(PASS|PWD|PSWD|PW|PSK|(DB|USER|STORE|KEY|SSH|BIND|MASTER|ROOT|ADMIN)PASS)
    | PASSWD | PASSWORD | PASSPHRASE | PASSCODE | REQUIREPASS | MASTERAUTH)S?\d*(_(VALUE|PLAIN|RAW))?$
"""
_TOKENS = r"""(?x)
      (^|_)([A-Z]{0,12}TOKEN|CREDENTIALS?|CREDS)S?\d*(_(VALUE|BASE64|B64))?$
    | (^|_)(SALT|PEPPER|ERLANG_COOKIE)$
    | (^|_)(ACCESS|ACCOUNT|API|APP|APPLICATION|AUTH|COOKIE|ENCRYPTION|FERNET|HMAC
        |INSTRUMENTATION|LICENSE|MASTER|PRESHARED|PRIVATE|PSK|SECRET|SERVICE|SHARED|SIGNING|STORAGE|SUBSCRIPTION)_?KEYS?(_(BASE|BASE64|B64|VALUE))?\d*$
"""
_SECRETS = r"(^|_)[A-Z]{0,12}SECRETS?\d*(_(VALUE|BASE64|B64))?$"
"""Often the name of a Secret: `TLS_SECRET: wildcard-2`."""
_BASIC = r"(^|_)AUTH$"
_AUTHORIZATION = r"(^|_)AUTHORIZATION$"
_FEWEST_OF_A_TOKEN = 16
_LONGEST_NAME = 100
_FEWEST = 3
"""Shorter texts say how often, not which: `passes: 2`."""
_SETTINGS = r"""(?xis)
      true | false | yes | no | on | off | null | none | nil | undefined | void | required | optional
    | enabled | disabled | str | string | text | bytes | bool | boolean | object | any | int | integer | number
    | \$[({].* | \$\w+ | \$ANSIBLE_VAULT.* | `.* | %\w{1,100}% | %\(.* | \{\{.* | \{%.* | \{[\w.-]*\} | \#\{.* | <%.*
    | @[\w.-]{1,100}@ | __\w{1,100}__ | <[^<>]*> | \[[\w -]*\] | :'?\w*'? | \?+                # to be replaced
    | [a-z][a-z0-9+.-]{0,30}://.* | (arn|vault|env|file|ref|ssm|secret|secretref|keyvault):.*  # where it is
    | projects/.{1,100}/secrets/.*
    | ENC[\[(].* | \{cipher\}.* | (?-i:Ag[A-D][A-Za-z0-9+/=.]{5,} | AQICAH[A-Za-z0-9+/=]{20,})  # encrypted
    | x{3,} | [*.\u2022_-]{2,} | \u2026 | <?redacted>? | todo | fixme | tbd | dummy | placeholder | example
    | (change|replace)[-_ ]?(me|it|this)[-_ !.]* | (insert|enter|put|your|replace|change)[-_ ].{0,60}
"""
_PATH = r"(~|\.{0,2})/[\w.@/+=:-]*"
_RANDOM = r"(?=[^/]{0,99}[0-9])(?=[^/]{0,99}[A-Z])(?=[^/]{0,99}[a-z])[A-Za-z0-9+=]{12}"
_SEPARATORS = r"[-_./:,#@*]"
_WORD = r"[A-Za-z]{0,15}"
_NUMBERED = r"[A-Za-z]{0,15}|\d{1,4}|[A-Za-z]{1,8}\d{1,3}|[A-Za-z0-9]{1,4}"
_WORDS = r"[A-Za-z]{1,15}([-_. ]{1,3}[A-Za-z]{1,15})*[.!?]?|[0-9.]{1,8}[a-z]{0,3}"


@lru_cache(maxsize=4096)
def _kind(name: str) -> str:
    lower = name.lower()
    if not any(sign in lower for sign in _SIGNS):
        return ""
    upper = compiled(_HUMPS).sub("_", name[-_LONGEST_NAME:]).strip("_").upper()
    if compiled(_PASSWORDS).search(upper):
        return "password"
    if compiled(_TOKENS).search(upper):
        return "secret" if name == "secretKey" else "token"
    if compiled(_SECRETS).search(upper):
        return "secret"
    if compiled(_AUTHORIZATION).search(upper):
        return "authorization"
    return "basic" if compiled(_BASIC).search(upper) else ""


def is_secret_name(name: str) -> bool:
    """Whether a value under this name is a secret, if it is a value at all: `DB_PASSWORD`, `apiKey`."""
    return _kind(name) != ""


def is_secret(name: str, value: str) -> bool:
    """Whether the value is a secret by its name.

    A reference, a placeholder, a path or a switch is none. A password may be any other text; a token is not
    made of words: `X-Csrf-Token` is a header's name, `shop/cart-db` an entry's in a store. A secret is not made
    of words and small numbers, as names of Secrets are.
    """
    kind = _kind(name)
    if not kind or len(value) < _FEWEST or is_setting(value):
        return False
    if kind == "basic":
        return is_basic(value)
    if kind == "authorization":
        last = value.rsplit(maxsplit=1)[-1] if value.split() else ""
        return len(last) >= _FEWEST_OF_A_TOKEN and not is_setting(last) and not is_named(last, numbered=True)
    return kind == "password" or not is_named(value, numbered=kind == "secret")


def is_setting(value: str) -> bool:
    """Whether the value stands for one that is elsewhere, or for none."""
    if compiled(_SETTINGS).fullmatch(value):
        return True
    return bool(compiled(_PATH).fullmatch(value)) and not any(
        compiled(_RANDOM).match(part) for part in value.split("/")
    )


def is_named(value: str, *, numbered: bool) -> bool:
    """Whether the value is made of words, as names of things are; if `numbered`, also of small numbers."""
    if compiled(_WORDS).fullmatch(value):
        return True
    parts = compiled(_SEPARATORS).split(value[:200])
    return len(value) <= 200 and all(
        compiled(_NUMBERED if numbered else _WORD).fullmatch(part) for part in parts
    )


def is_basic(value: str) -> bool:
    """Whether the value is `user:password` as base64."""
    _, colon, password = (decoded(value) or "").partition(":")
    return bool(colon) and len(password) >= _FEWEST and not is_setting(password)
