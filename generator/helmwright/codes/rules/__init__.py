"""Codes of what descriptors say together: R1xx to R8xx, one module for each hundred."""

from __future__ import annotations

from helmwright.codes.rules.completeness import COMPLETENESS
from helmwright.codes.rules.connections import CONNECTIONS
from helmwright.codes.rules.exposure import EXPOSURE
from helmwright.codes.rules.names import NAMES
from helmwright.codes.rules.references import REFERENCES
from helmwright.codes.rules.scaling import SCALING
from helmwright.codes.rules.security import SECURITY
from helmwright.codes.rules.versions import VERSIONS

RULE_CODES = (
    *REFERENCES,
    *CONNECTIONS,
    *NAMES,
    *COMPLETENESS,
    *SCALING,
    *EXPOSURE,
    *SECURITY,
    *VERSIONS,
)
