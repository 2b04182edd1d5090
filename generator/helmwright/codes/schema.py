"""Codes of descriptors that do not follow their schema."""

from __future__ import annotations

from helmwright.codes.code import Code

SCHEMA_CODES = (
    Code(
        "S101",
        "unknown key",
        "A key that is not in the schema is most often a misspelt one. If it were passed over, the setting "
        "that somebody relies on would never reach the cluster.",
        "Correct the spelling, or remove the key.",
    ),
    Code(
        "S102",
        "wrong type",
        "A value of another type is changed on its way to the cluster: the tag 1.10 becomes 1.1, and true "
        "is not a text. Nothing is converted silently here.",
        "Write the type that is named; a text that looks like a number or a boolean needs quotes.",
    ),
    Code(
        "S103",
        "empty value",
        "A key without a value is most often a section that nobody has filled in. Where it is meant to take away what "
        "a lower layer gives, it has to say so.",
        "Remove the key or give it a value. Write null, in a field of a service or in a patch, for what is to be taken "
        "away.",
    ),
    Code(
        "S104",
        "value not allowed",
        "The field takes only the values that are listed, and this is another one.",
        "Write one of the values that are listed.",
    ),
    Code(
        "S105",
        "missing key",
        "Without this key the descriptor does not say what has to be generated.",
        "Add the key; the hint shows an example.",
    ),
    Code(
        "S106",
        "value does not fit",
        "The text or name is not of the form that the field needs, and Kubernetes, Helm or Argo CD would "
        "refuse what is made from it.",
        "Write it in the form that the hint describes.",
    ),
    Code(
        "S107",
        "out of bounds",
        "The number, text or list is too small, too large, or holds an item twice.",
        "Stay within the bounds that are named.",
    ),
    Code(
        "S108",
        "not exactly one choice",
        "The map stands for one choice among several, and it names none or more than one.",
        "Keep exactly one of the choices.",
    ),
)
