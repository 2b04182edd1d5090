"""Codes of names that another descriptor declares."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.findings import Severity

REFERENCES = (
    Code(
        "R101",
        "unknown environment",
        "An override for an environment that does not exist is never applied, and nobody notices.",
        "Correct the name, or describe the environment in environments/<name>.yaml.",
    ),
    Code(
        "R102",
        "unknown team",
        "The owner decides which AppProject an app belongs to and whom an alert reaches. A team that nobody "
        "declared has neither.",
        "Correct the name, or add the team to helmwright.yaml.",
    ),
    Code(
        "R103",
        "no common owner",
        "An app is one Argo CD Application, and that belongs to one team's AppProject. Without one owner "
        "there is no project to put it in.",
        "Write owner in the app's app.yaml. Its services may still have owners of their own.",
    ),
    Code(
        "R104",
        "unknown secret store",
        "The ExternalSecret would name a store that the cluster does not have, its Secret would never "
        "appear, and the pods would not start.",
        "Correct the name, or add the store to the environment's secretStores.",
    ),
    Code(
        "R105",
        "unknown storage class",
        "Services name classes by what they are for, and each environment maps them to what its cluster "
        "has. Without that a claim stays pending for ever.",
        "Correct the name, or add the class to the environment's storageClasses.",
    ),
    Code(
        "R106",
        "rule for no finding",
        "The repository weighs a finding that does not exist, or one that nothing can be generated or "
        "deployed with, however it is weighed.",
        "Correct the code, or remove the entry and mend what is found.",
    ),
    Code(
        "R107",
        "node port for nothing",
        "The environment pins a node port for a service that it does not expose. Whoever relies on the port "
        "finds it closed.",
        "Correct the name, add expose to the service, or remove the entry.",
    ),
    Code(
        "R108",
        "quota for nothing",
        "The environment sets a quota for a namespace that no app lives in, most often a misspelt one, and "
        "the namespace that was meant has no quota.",
        "Correct the name, or remove the entry.",
        Severity.WARNING,
    ),
)
