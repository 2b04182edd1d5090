"""Codes of files and folders that are not where, or not what, they should be."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.limits import DESCRIPTOR_FINDINGS, DESCRIPTOR_KEY, REPOSITORY_BYTES, REPOSITORY_DESCRIPTORS

LISTING = (
    Code(
        "L113",
        "file ends in .yml",
        "Descriptors end in .yaml. A file that is silently passed over looks like a service that is "
        "deployed.",
        "Rename the file.",
    ),
    Code(
        "L114",
        "link out of the repository",
        "Argo CD refuses links that leave the repository, and a reviewer cannot see what they lead to.",
        "Put the file itself into the repository.",
    ),
    Code(
        "L115",
        "file cannot be read",
        "The file is there, but it is a folder, a pipe, a broken link, too large, or lacks read permission.",
        "Make it a readable file, or remove it.",
    ),
    Code(
        "L116",
        "misplaced YAML",
        "The file lies beside descriptors and is none by its path, so that nothing reads it. A service "
        "that is passed over in silence looks like one that is deployed.",
        "Move it to the path of what it describes, or out of apps and environments.",
    ),
    Code(
        "L117",
        "unprintable file name",
        "Control characters and bytes that are not UTF-8 break every report, and Kubernetes has no such names.",
        "Rename the file to lower-case letters, digits and hyphens.",
    ),
    Code(
        "L118",
        "folder cannot be read",
        "A folder that cannot be listed looks empty, and everything that it describes would be planned away: an app, "
        "with its namespace.",
        "Make it a readable folder, or remove it when it is not meant to be there.",
    ),
    Code(
        "L119",
        "submodule not fetched",
        "Git leaves an empty folder where a submodule belongs. What it describes is not gone, only not here.",
        "Run git submodule update --init, and fetch submodules in CI.",
    ),
    Code(
        "L120",
        "name in the wrong case",
        "Folders and files are found by their exact names. Services is not services: on one machine it is read, on the "
        "next nothing in it is, and all of it would be planned away.",
        "Rename it as the hint says, with git mv.",
    ),
    Code(
        "L121",
        "more findings than are shown",
        f"After {DESCRIPTOR_FINDINGS.value:,} findings in one descriptor the others are left out: most often they "
        "are of one cause.",
        "Mend the first ones, and run the command again.",
    ),
    Code(
        "L122",
        "repository too large",
        f"More than {REPOSITORY_DESCRIPTORS.value:,} descriptors, or {REPOSITORY_BYTES.value:,} bytes of them, are a "
        "mistake or an attack, and what is not read would be planned away.",
        "Split the repository by teams or clusters, or remove what got there by mistake.",
    ),
    Code(
        "L123",
        "key too long",
        f"Helm reads no key of more than 1,024 characters as it is written, and nothing in Kubernetes has a name of "
        f"more than {DESCRIPTOR_KEY.value}.",
        "Shorten the key; a text of that length belongs in a value.",
    ),
    Code(
        "L124",
        "no file of a configuration",
        "A ConfigMap holds texts in UTF-8 by names without slashes. Anything else that from names would be missing in "
        "the cluster, or be something else there.",
        "Correct the path, which is the one from the folder of the descriptor. Give each folder an entry of its own. "
        "What is not text belongs in the image or in a volume.",
    ),
    Code(
        "L125",
        "app of two kinds",
        "An app is made of services or is an add-on, a chart of others. Both would be one umbrella chart and one "
        "Application, so the services would not be deployed.",
        "Move the add-on or the services to a folder of their own.",
    ),
)
