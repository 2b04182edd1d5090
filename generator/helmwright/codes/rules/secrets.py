"""Codes of secrets beyond their completeness."""

from __future__ import annotations

from helmwright.codes.code import Code

SECRETS = (
    Code(
        "R885",
        "variable of a key that is not sealed",
        "The Secret has the keys that were sealed and no other. A pod that wants another key does not start.",
        "Seal a value for the key and add it under sealed, or correct the key.",
    ),
    Code(
        "R889",
        "secret of AWS without a role",
        "The driver fetches a secret from AWS with the role of the pod that mounts it, never with the node's. A pod"
        " without a role does not start.",
        "Give the service an identity with a role that may read the secret, and the environment a way to give"
        " roles; or choose another form of the secret in that environment.",
    ),
)
