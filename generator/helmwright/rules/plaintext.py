"""Secrets that are written down.

Two signs are looked for: a text of a form that only secrets have, anywhere; and a variable whose name ends
in a word for a secret, with a value that is neither a reference nor a setting. A finding never repeats it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helmwright.findings import Finding, dotted
from helmwright.model.layers import Path
from helmwright.model.resolved import Resolved
from helmwright.model.service import Service

# Repetitions are bounded, so that no text takes more than linear time.
_FORMS = re.compile(
    r"""
      -----BEGIN\ [A-Z ]{0,20}PRIVATE\ KEY-----
    | \b(AKIA|ASIA)[0-9A-Z]{16}\b                              # AWS access key ids
    | \bgh[oprsu]_[A-Za-z0-9]{36} | \bgithub_pat_\w{50}        # GitHub
    | \bglpat-[\w-]{20}                                        # GitLab
    | \bxox[abprs]-[\w-]{10}                                   # Slack
    | \b[rs]k_live_[A-Za-z0-9]{16}                             # Stripe
    | \bAIza[\w-]{35}                                          # Google
    | \bSG\.[\w-]{16,64}\.[\w-]{16}                            # SendGrid
    | \bnpm_[A-Za-z0-9]{36} | \bpypi-[\w-]{50} | \bhvs\.[\w-]{20}
    | \beyJ[\w-]{8,300}\.eyJ[\w-]{8}                           # JSON Web Tokens
    | ://[^\s/:@]{0,100}:(?!\$[({])[^\s/@]{1,300}@             # URLs with a password
    """,
    re.VERBOSE,
)
_PASSWORDS = re.compile(r"((^|_)(PASS|PWD)|PASSWD|PASSWORD|PASSPHRASE)\d*$")
_TOKENS = re.compile(
    r"""
      (^|_)(TOKEN|SECRET|CREDENTIALS?|APIKEY)\d*$
    | (^|_)(ACCESS|API|ENCRYPTION|MASTER|PRIVATE|SECRET|SIGNING)_KEY\d*$
    """,
    re.VERBOSE,
)
_SETTINGS = re.compile(
    r"""
      true | false | yes | no | on | off | null | none
    | \$[({][\w.]+[)}]                                         # other variables
    | \.{0,2}/.* | [a-z][a-z0-9+.-]*://.*                      # paths and URLs
    """,
    re.VERBOSE | re.IGNORECASE,
)
_NAMES_AND_NUMBERS = re.compile(r"[a-z]{1,15}([-_. ][a-z]{1,15})*|[0-9.]+[a-z]{0,2}", re.IGNORECASE)
"""`X-Token`, `session`, `15m`: a password may look like that, a token does not."""


def secrets(resolved: Resolved) -> Iterator[Finding]:
    """No text of a descriptor looks like a secret."""
    for _, service in resolved.services():
        for path, text in _texts(service):
            variable = str(path[-1]) if path[-2] == "env" else ""
            if _has_form(text) or _is_secret(variable.upper(), text):
                where = dotted(path)
                hint = "keep it in a secret store and let secrets fetch it"
                at = service.layers.origin(path)
                yield Finding("R703", at, f"{where} looks like a secret in plain text", hint)


@lru_cache(maxsize=4096)
def _has_form(text: str) -> bool:
    return _FORMS.search(text) is not None


def _is_secret(variable: str, text: str) -> bool:
    if not text or _SETTINGS.fullmatch(text):
        return False
    if _TOKENS.search(variable):
        return not _NAMES_AND_NUMBERS.fullmatch(text)
    return _PASSWORDS.search(variable) is not None


def _texts(service: Service) -> Iterator[tuple[Path, str]]:
    for path, container in service.containers():
        for name, value in container.get("env", {}).items():
            if isinstance(value, str):
                yield (*path, "env", name), value
        for field in ("command", "args"):
            for index, word in enumerate(container.get(field, ())):
                yield (*path, field, index), word
    for entry, content in service.section("config").items():
        for field in ("env", "data"):
            for name, text in content.get(field, {}).items():
                yield ("config", entry, field, name), text
