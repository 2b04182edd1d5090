"""Codes of images, secrets and privileges."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.findings import Severity

SECURITY = (
    Code(
        "R701",
        "image without a fixed version in a guarded environment",
        "The tag latest is another image after the next push: pods of one ReplicaSet differ, and a rollback "
        "changes nothing.",
        "Write the version's tag, or the image's digest.",
    ),
    Code(
        "R702",
        "image without a fixed version",
        "The tag latest is another image after the next push, so that nobody can say what was running. In a "
        "relaxed environment that is a warning.",
        "Write the version's tag, or the image's digest.",
        Severity.WARNING,
    ),
    Code(
        "R703",
        "secret in plain text",
        "What is in the repository is known to everyone who can read it, in all its history, and has to be "
        "replaced wherever it is used.",
        "Put the value into the secret store, name it under secrets, and revoke the one that was written "
        "down. A text that is no secret is accepted in helmwright.yaml, by the file and the path that the "
        "finding shows: `notSecrets: {apps/shop/services/cart.yaml:env.MAPS_KEY: Every browser gets it.}`. A "
        "placeholder, a path, a reference and a text that is encrypted are none. No finding repeats a secret.",
    ),
    Code(
        "R704",
        "variable set twice",
        "One of the two values wins without a word, and readers of the descriptor cannot see which.",
        "Remove one of the two.",
    ),
    Code(
        "R705",
        "mount in the way",
        "Two volumes at one path hide each other, and a volume over the system's own paths breaks the "
        "container.",
        "Mount it at a folder of its own.",
    ),
    Code(
        "R706",
        "refused by Pod Security",
        "The environment's Pod Security level does not admit such pods. The Deployment would exist, and "
        "have no pods.",
        "Remove the override, or lower the environment's podSecurity.",
    ),
    Code(
        "R707",
        "runs as root",
        "A process that breaks out of a container as root is root on the node.",
        "Choose another user id, and let the image's files belong to it.",
        Severity.WARNING,
    ),
    Code(
        "R708",
        "accepted secret that is none",
        "An entry of notSecrets that accepts nothing would accept whatever is written there one day.",
        "Remove the entry, or take the file and the path from a finding R703.",
    ),
)
