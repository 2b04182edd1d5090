"""What a variable holds of an endpoint that it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

HTTP_PORT, HTTPS_PORT = 80, 443
_USUAL = {"http": HTTP_PORT, "ws": HTTP_PORT, "https": HTTPS_PORT, "wss": HTTPS_PORT}
"""The ports that a URL leaves out, by scheme."""
FORMS = ("address", "url", "host", "port")
"""The forms of a reference in a variable."""


def written(form: str, said: Mapping[str, Any], host: str, port: int, *, secure: bool) -> str:
    """An endpoint in one of the forms; `said` is the variable, which may give a URL another scheme and a path."""
    match form:
        case "host":
            return host
        case "port":
            return str(port)
        case "address":
            return f"{host}:{port}"
    scheme = said.get("scheme", "https" if secure else "http")
    end = "" if _USUAL.get(scheme) == port else f":{port}"
    return f"{scheme}://{host}{end}{said.get('path', '')}"
