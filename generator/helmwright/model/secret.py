"""Where a service's secret comes from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class Form(StrEnum):
    """A form of a secret, by the field that decides it."""

    EXISTING = "existing"
    SEALED = "sealed"
    CSI = "csi"
    STORE = "key"


FIELDS: Mapping[Form, tuple[str, ...]] = {
    Form.EXISTING: ("existing", "optional"),
    Form.SEALED: ("sealed", "scope"),
    Form.CSI: ("csi", "key"),
    Form.STORE: ("key", "store", "refresh"),
}
"""What means something in each form, beside the ways to the container that all have in common."""
_SAID = tuple(form for form in Form if form is not Form.STORE)


def form(entry: Mapping[str, Any]) -> Form:
    """The form of a secret: fetched from the store unless it says otherwise."""
    return next((form for form in _SAID if form in entry), Form.STORE)
