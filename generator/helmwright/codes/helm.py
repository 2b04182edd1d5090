"""Codes of charts that do not render."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.findings import Severity

HELM = (
    Code(
        "H101",
        "value refused by the chart",
        "The chart's values.schema.json does not allow the value, so Argo CD would show the application as "
        "broken and deploy nothing of it.",
        "Change the field that is named. If the field is right, the chart's schema is too narrow: widen it.",
    ),
    Code(
        "H102",
        "template does not render",
        "The template stops with an error, or what it renders is not readable as Kubernetes objects: bad "
        "YAML, a key given twice, text that is no object. Argo CD would deploy nothing of the application.",
        "Read the message: it is the template's own, and names what it lacks. A template of yours can be "
        "corrected; for one of helmwright's, please report the descriptor that leads to it.",
    ),
    Code(
        "H103",
        "chart does not load",
        "Helm refuses the chart as a whole: a file in it is broken, a dependency is missing from charts/, or "
        "the chart does not support the cluster's Kubernetes version.",
        "Run helmwright generate again if the chart is generated. For a version conflict, choose another "
        "chart version or correct the environment's kubernetesVersion.",
    ),
    Code(
        "H104",
        "values schema leads out of its file",
        "A keyword of a values.schema.json, of the chart or of one in it, names an address or another file. Helm would "
        "fetch it, in CI and in Argo CD, and could print what it finds there in its messages, so it gets to see "
        "neither the schema nor the chart. The message has the file, and the keyword as a JSON pointer.",
        "Copy what is referred to into the schema and refer to it there, $ref: '#/definitions/name'. $schema is one of "
        "the drafts 4, 6, 7, 2019-09 and 2020-12 of json-schema.org. A schema of somebody else's chart can be left "
        "out of a copy of the chart in charts/.",
    ),
    Code(
        "H105",
        "render stopped",
        "The chart renders for longer, takes more memory or prints more than any chart may: a template of it has no "
        "end, or grows what it prints without bound. Argo CD's repo-server would hang, or be killed, at the same "
        "place. The other charts were rendered.",
        "Look for a loop over a large until, a repeat, a named template that includes itself, or keys that are "
        "generated in a loop. The limits are listed in the reference page of limits.",
    ),
    Code(
        "H106",
        "Helm crashed",
        "The process that rendered the chart ended: a template exhausted Helm's stack, there is a fault in Helm or "
        "its library, and Argo CD's repo-server would crash at the same place; or somebody ended it (signal 9 or 15), "
        "such as the system for want of memory. The other charts were rendered.",
        "Look for a template that calls itself, or a value that holds itself. Where memory is short, use fewer --jobs. "
        "If it is neither, please report the chart.",
    ),
    Code(
        "H107",
        "chart renders at random",
        "The chart makes a password, a key or a certificate of its own each time that it renders, because it cannot "
        "look into the cluster. Argo CD renders it again at every change and every few hours, and replaces what the "
        "pods have in use.",
        "Give the chart the value, or the name of a Secret that is made elsewhere; most charts have a value for it. "
        "Where there is none, let Argo CD ignore the field by ignoreDifferences and accept the finding.",
        overridable=True,
    ),
    Code(
        "H108",
        "value that the chart never reads",
        "Helm takes any value for a chart without a closed schema, and one that is misspelt, or that an older version "
        "of the chart had, does nothing at all. The name stands nowhere in the templates and default values of the "
        "chart, nor of the charts in it. What is below a map that the chart passes on whole is not looked at.",
        "Correct the name, or remove the value. Where the chart does read it, accept the finding.",
        Severity.WARNING,
        overridable=True,
    ),
)
