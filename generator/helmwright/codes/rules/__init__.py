"""Codes of what descriptors say together: R1xx to R8xx, one module for each subject."""

from __future__ import annotations

from helmwright.codes.rules.completeness import COMPLETENESS
from helmwright.codes.rules.connections import CONNECTIONS
from helmwright.codes.rules.exposure import EXPOSURE
from helmwright.codes.rules.last_resorts import LAST_RESORTS
from helmwright.codes.rules.names import NAMES
from helmwright.codes.rules.observability import OBSERVABILITY
from helmwright.codes.rules.pins import PINS
from helmwright.codes.rules.pods import PODS
from helmwright.codes.rules.references import REFERENCES
from helmwright.codes.rules.routing import ROUTING
from helmwright.codes.rules.scaling import SCALING
from helmwright.codes.rules.secrets import SECRETS
from helmwright.codes.rules.security import SECURITY
from helmwright.codes.rules.versions import VERSIONS
from helmwright.codes.rules.workloads import WORKLOADS

RULE_CODES = (
    *REFERENCES,
    *CONNECTIONS,
    *NAMES,
    *COMPLETENESS,
    *SCALING,
    *EXPOSURE,
    *SECURITY,
    *PINS,
    *VERSIONS,
    *WORKLOADS,
    *PODS,
    *ROUTING,
    *OBSERVABILITY,
    *SECRETS,
    *LAST_RESORTS,
)

WEIGHABLE = frozenset(
    {
        "R101", "R107", "R108", "R306", "R308", "R411", "R505", "R506", "R601", "R603", "R604", "R605", "R608",
        "R701", "R702", "R703", "R705", "R706", "R707", "R708", "R801", "R847", "R852", "R867",
    }
)  # fmt: skip
"""What a repository may weigh otherwise. Each of the other codes leaves open what generating must know, or stands
for an object that the chart or the API server refuses."""
