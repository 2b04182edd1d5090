"""Codes of names, and of two owners of one name."""

from __future__ import annotations

from helmwright.codes.code import Code

NAMES = (
    Code(
        "R301",
        "name does not fit",
        "Names of files and folders become names and labels of objects, and Kubernetes refuses this one.",
        "Rename the file or folder: 1 to 40 characters a-z, 0-9 and -, a letter first and no - last.",
    ),
    Code(
        "R302",
        "name is taken",
        "helmwright makes something of this name in every environment, or the name means something else to "
        "Helm.",
        "Choose another name.",
    ),
    Code(
        "R303",
        "two Applications or projects of one name",
        "Names are joined with a hyphen, so that the app c in a-b and the app b-c in a make the same name. "
        "Argo CD would see one Application where two are meant.",
        "Rename one of the two.",
    ),
    Code(
        "R304",
        "two services of one name",
        "Objects are named after their service. Two of one name in a namespace overwrite each other at "
        "every sync.",
        "Rename one of the two, or give one of the apps another namespace.",
    ),
    Code(
        "R305",
        "two objects of one name",
        "An object is named service-id, so that two services can make the same name, and the objects "
        "overwrite each other at every sync. Within a pod the API server refuses two containers of one "
        "name.",
        "Rename one of the two.",
    ),
    Code(
        "R306",
        "two environments in one namespace",
        "Two environments on one cluster that deploy into the same namespace overwrite each other's "
        "objects, and both own the namespace.",
        "Give one of them a namespacePattern with {environment} in it, or correct cluster.name.",
    ),
    Code(
        "R307",
        "name too long",
        "Helm allows 53 characters in a release's name, and Kubernetes 63 in a namespace's or a Job's and 52 in a "
        "CronJob's. Names are never cut, since cut names collide.",
        "Shorten the app's or the environment's name, the namespacePattern, or the name of the cron job or task.",
    ),
    Code(
        "R308",
        "namespace not for apps",
        "helmwright owns the namespaces of apps: it sets their Pod Security level and may remove them. That "
        "must not happen to a namespace of the cluster's own parts, and whoever deploys to Argo CD's is its "
        "admin.",
        "Give the app another namespace.",
    ),
)
