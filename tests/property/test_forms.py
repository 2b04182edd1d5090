"""No fraction and no key of digits in any place of a descriptor ends in anything but findings or a plan.

`nox -s hostile` tries all the other forms too, at all places.
"""

from __future__ import annotations

import pytest
from tests.property.forms import SPOTS, check, put

from helmwright.layout import Kind


@pytest.mark.parametrize("form", ["2.0", '{"8080": tcp}'])
@pytest.mark.parametrize("kind", list(Kind))
def test_no_form_breaks_a_stage(kind: Kind, form: str) -> None:
    for (of, _), spot in SPOTS.items():
        if of is kind:
            check(spot, put(spot, form).encode())
