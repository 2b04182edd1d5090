"""Codes of files that cannot be read."""

from __future__ import annotations

from helmwright.codes.code import Code
from helmwright.limits import DESCRIPTOR_BYTES, DESCRIPTOR_DEPTH, DESCRIPTOR_VALUES

LOADING = (
    Code(
        "L101",
        "no repository here",
        "Every command works on a repository, which is known by the file helmwright.yaml at its top.",
        "Change to the repository, name it with -C, or make a new one with helmwright init.",
    ),
    Code(
        "L102",
        "not UTF-8",
        "Helm and Argo CD read UTF-8. In any other encoding a name or a password arrives as something else.",
        "Save the file again with the encoding UTF-8.",
    ),
    Code(
        "L103",
        "file too large",
        f"A descriptor of more than {DESCRIPTOR_BYTES.value:,} bytes is a mistake or an attack, and would slow "
        "every run.",
        "Move large data out of the descriptor, for example into a volume or an object store.",
    ),
    Code(
        "L104",
        "not YAML",
        "The file does not follow YAML's grammar, so nothing in it can be trusted.",
        "Correct the line that is named. Indent with spaces, and quote text that holds a colon or starts "
        "with a special character.",
    ),
    Code(
        "L105",
        "empty file",
        "An empty descriptor is most often one that was not saved. It must not count as a service without "
        "fields.",
        "Write the descriptor, or remove the file.",
    ),
    Code(
        "L106",
        "several documents in one file",
        "A descriptor is named by its file, so a second document would have no name.",
        "Put each descriptor in a file of its own.",
    ),
    Code(
        "L107",
        "nested too deeply",
        f"No field lies deeper than {DESCRIPTOR_DEPTH.value} levels; deeper nesting only exhausts parsers.",
        "Remove the needless levels.",
    ),
    Code(
        "L108",
        "too many values by aliases",
        f"A few lines of aliases can stand for billions of values. More than {DESCRIPTOR_VALUES.value:,} values, or an "
        "alias that contains itself, is refused.",
        "Write the values out, or use defaults and environments instead of aliases.",
    ),
    Code(
        "L109",
        "duplicate key",
        "YAML readers keep one of the two values and drop the other without a word, and do not agree on "
        "which.",
        "Remove one of the two.",
    ),
    Code(
        "L110",
        "ambiguous scalar",
        "Without quotes, values such as on, no, 012, 12e45, 12:30 or 2024-01-01 are text to one YAML "
        "reader and a boolean, number or date to the next. A git hash or a country code is changed on its "
        "way to the cluster, and Helm rounds whole numbers beyond 9007199254740992.",
        "Quote the value where text is meant; write true, false or a plain decimal number otherwise.",
    ),
    Code(
        "L111",
        "tag not allowed",
        "Tags make readers construct other types than the descriptor's schema knows.",
        "Remove the tag.",
    ),
    Code(
        "L112",
        "key is not a string",
        "Every key of a descriptor is a name. Numbers, booleans and nulls as keys change when they are "
        "written again.",
        "Quote the key.",
    ),
)
