"""What is said of a chart that cannot be had."""

from __future__ import annotations

from helmwright.charts.package import ChartPin
from helmwright.findings import Finding
from helmwright.registry.credentials import CredentialError
from helmwright.registry.exchange import (
    ExchangeError,
    LoginError,
    NoServerError,
    TooLargeError,
    WithoutTlsError,
)
from helmwright.registry.manifest import ManifestError
from helmwright.registry.reference import AddressError
from helmwright.registry.stored import AnotherDigestError, MissingError
from helmwright.vendoring.index import NoIndexError
from helmwright.vendoring.sources import NotTheChartError

_LOG_IN = "log in with helm repo add or helm registry login, or correct the login"
_TRUST = "do not use it; ask who keeps the repository"
_PROBLEMS: tuple[tuple[type[Exception], str, str], ...] = (
    (LoginError, "A202", _LOG_IN),
    (WithoutTlsError, "A208", "write https://, or ask who keeps the repository"),
    (NoServerError, "A204", ""),
    (TooLargeError, "A204", ""),
    (ExchangeError, "A201", ""),
    (CredentialError, "A202", ""),
    (MissingError, "A203", "correct the name, the version or the repository"),
    (AddressError, "A204", ""),
    (ManifestError, "A204", ""),
    (NoIndexError, "A204", "correct the repository: index.yaml is what lies below it"),
    (AnotherDigestError, "A205", _TRUST),
    (NotTheChartError, "A205", _TRUST),
)
"""What may be raised, the code of its finding, and what to do; the first that fits."""


def finding(pin: ChartPin, error: Exception) -> Finding:
    """The finding at the line that asks for the chart. Raises the error where it is none of those expected."""
    for kind, code, hint in _PROBLEMS:
        if isinstance(error, kind):
            return Finding(code, pin.location, f"{pin.chart} {pin.version}: {error}", hint)
    raise error
