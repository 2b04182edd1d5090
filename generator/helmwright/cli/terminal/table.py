"""The commands as the help lists them."""

from __future__ import annotations

from collections.abc import Mapping

SECTIONS: Mapping[str, Mapping[str, str]] = {
    "Begin": {
        "init": "Make a new repository.",
        "new": "Add a service, an app, an add-on or an environment.",
    },
    "Every day": {
        "lint": "Check the descriptors.",
        "generate": "Write the charts and the Argo CD files, or show what would change.",
        "render": "Print the objects that the charts render.",
        "validate": "Check everything that would be deployed.",
    },
    "On call": {
        "status": "Show what is deployed, and what it waits for.",
        "teardown": "Print how to take an environment down, and what comes back.",
    },
    "Understand": {
        "access": "Show who may do what in the clusters.",
        "capacity": "Reckon what the pods take of the nodes, and what that costs.",
        "trace": "Show where the values of a service or an add-on come from.",
        "explain": "Explain the codes of findings.",
        "schema": "Print the JSON Schema of a kind of descriptor.",
    },
    "Charts": {
        "addons": "Show add-ons, fetch the charts that they run, and see which have newer versions.",
        "charts": "Work on Helm charts: the service chart, or any of your own.",
    },
    "Set up": {
        "crds": "Teach the validation kinds of your own.",
        "doctor": "Show versions, and what is missing or, with --live, not as generated.",
        "completion": "Print a script that completes commands and names in a shell.",
    },
}
"""Each section's commands with the first sentence of their help, which is not loaded to list them."""

ELSEWHERE: Mapping[str, str] = {"charts": "chartwright.cli.commands"}
"""The packages of the commands that are no module of `commands/`."""
