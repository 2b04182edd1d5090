"""Codes of what a chart says, renders and documents: C1xx."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.findings import Severity

CONTENTS = (
    Code(
        "C101",
        "chart file cannot be read",
        "The file describes the chart, and nothing about the chart is certain while it cannot be read.",
        "Correct the line that is named.",
    ),
    Code(
        "C102",
        "generated chart file not current",
        "The chart's schema, values or documentation do not say what their source says, so people and Helm "
        "are told something else than the templates do.",
        "Run helmwright charts docs with the chart, look at the difference and commit it.",
    ),
    Code(
        "C111",
        "value used and not declared",
        "A template asks for a value that neither values.yaml nor the schema has. Nobody who reads them "
        "learns of it, and a misspelt name is silently empty.",
        "Declare the value with its default, or correct the name.",
    ),
    Code(
        "C112",
        "value declared and not used",
        "People set the value, and nothing happens. What is only read by the text of a tpl outside values.yaml "
        "counts as not used, because nobody can tell before it is rendered.",
        "Remove the value, or use it in a template.",
        Severity.WARNING,
    ),
    Code(
        "C113",
        "key given twice in values.yaml",
        "Helm keeps one of the two values without a word, and other readers of the file keep the other one.",
        "Remove one of the two.",
    ),
    Code(
        "C114",
        "default that only a null removes",
        "Overriding a map merges it with its default, so an entry of the default can only be removed with a "
        "null. In an umbrella chart's values.yaml Helm 3.19 to 4.1 obey a null and 4.2 ignores it.",
        "Leave the map empty in values.yaml and give the default in the template, when the value is absent.",
        Severity.WARNING,
    ),
    Code(
        "C121",
        "template that cannot be parsed",
        "The template does not follow the grammar of Go's templates, so Helm refuses the whole chart.",
        "Correct the place that is named: close what is open, and end each if, with, range and define.",
    ),
    Code(
        "C122",
        "template that asks the cluster",
        "Argo CD renders without a cluster, where lookup finds nothing: what it would reuse is made anew at "
        "each sync. And the same chart renders differently from one machine to the next.",
        "Take what would be looked up as a value, or refer to the existing object by name.",
    ),
    Code(
        "C123",
        "template that renders differently each time",
        "With chance, the clock or the environment in it the chart is never in sync: Argo CD finds a "
        "difference at each refresh, and a generated password changes under the running application.",
        "Take the result as a value, or let an operator make the secret in the cluster.",
    ),
    Code(
        "C124",
        "template that asks for capabilities",
        "What is rendered then depends on who renders it: helm template, Argo CD and a pipeline know "
        "different API versions, so a review sees other objects than the cluster gets.",
        "Pin the API version and say in kubeVersion of Chart.yaml where it exists, or take a value.",
    ),
    Code(
        "C125",
        "named template that is missing",
        "The chart stops to render as soon as values lead to the place, which may be long after its release.",
        "Correct the name, or define the template; one of a dependency needs its chart in charts/.",
    ),
    Code(
        "C131",
        "object rendered twice",
        "Helm and Argo CD apply one object after the other, and the last one wins without a word.",
        "Give one of the two another name, for example with the key of the map that it comes from.",
    ),
    Code(
        "C132",
        "selector that changes",
        "The selector of a workload is immutable: an upgrade that changes it fails until somebody deletes "
        "the workload. A Service whose selector changes loses the pods that are still running.",
        "Select by the name, the instance and the component, and put everything else into the labels alone.",
    ),
    Code(
        "C133",
        "name or label too long",
        "The object is refused, or never gets pods, as soon as somebody chooses a long release name or alias: 63 "
        "characters for labels, Services, Jobs and Namespaces, 52 for a CronJob and a StatefulSet, 253 for others.",
        "Shorten the parts before they are joined, or let the template fail and say what is allowed.",
    ),
    Code(
        "C134",
        "API version no longer served",
        "The cluster refuses the object, since its version of Kubernetes does not know the API version.",
        "Use the API version that is named, and say in kubeVersion of Chart.yaml since when it exists.",
    ),
    Code(
        "C135",
        "deprecated API version",
        "A later version of Kubernetes does not serve it, and the upgrade of the cluster breaks the chart.",
        "Use the API version that is named.",
        Severity.WARNING,
    ),
    Code(
        "C136",
        "image without a version",
        "Without a tag, or with latest, each node runs what was newest when it pulled, and a rollback brings "
        "nothing back.",
        "Give the version as tag, or a digest.",
    ),
    Code(
        "C137",
        "image with a moving tag",
        "A tag such as stable or main means another image every now and then, so two pods of one release may "
        "run different code.",
        "Give the version as tag, or a digest.",
        Severity.WARNING,
    ),
)
