"""Templates that have no end, or grow without bound: what a forked chart may hold."""

from __future__ import annotations

from helmwright.render.engine import RenderRequest

BOMBS = {
    "until": "{{ range until 1000000000 }}a{{ end }}",
    "range of a number": "{{ range 100000000000 }}{{ end }}",
    "repeat": '{{ repeat 2000000000 "ab" }}',
    "doubling": '{{ $a := "ab" }}{{ range until 60 }}{{ $a = print $a $a }}{{ end }}',
    "a copy of itself": (
        '{{ $a := dict }}{{ range until 60 }}{{ $a = dict "a" (deepCopy $a) "b" (deepCopy $a) }}{{ end }}'
    ),
    "a copy of a map in itself": '{{ $a := dict }}{{ $_ := set $a "a" $a }}{{ deepCopy $a | toYaml }}',
    "a map in itself": '{{ $a := dict }}{{ $_ := set $a "a" $a }}{{ $a }}',
    "include": '{{ define "a" }}{{ include "a" . }}{{ include "a" . }}{{ end }}{{ include "a" . }}',
    "template": '{{ define "b" }}{{ template "b" . }}{{ end }}{{ template "b" . }}',
    "tpl": '{{ $a := "{{ tpl .Template.a . }}" }}{{ tpl $a (dict "Template" (dict "a" $a "BasePath" "") ) }}',
    "tree of includes": (
        '{{ define "c" }}{{ if . }}{{ range until 9 }}{{ include "c" (rest $) }}{{ end }}{{ end }}{{ end }}'
        '{{ include "c" (until 30) }}'
    ),
    "keys": "{{ range until 100000 }}{{ $_ := genCA (print .) 365 }}{{ end }}",
    "private keys": '{{ range until 100000 }}{{ $_ := genPrivateKey "rsa" }}{{ end }}',
    "passwords": '{{ range until 100000 }}{{ $_ := htpasswd "a" (print .) }}{{ end }}',
    "indent": '{{ $a := repeat 100000 "\\n" }}{{ range until 30 }}{{ $a = indent 100000 $a }}{{ end }}{{ $a }}',
    "toYaml": ("{{ $a := list 1 2 3 }}{{ range until 40 }}{{ $a = list $a $a $a }}{{ end }}{{ toYaml $a }}"),
    "replacing": (
        '{{ $a := repeat 1000 "a" }}{{ range until 9 }}{{ $a = mustRegexReplaceAll "a" $a (repeat 1000 "a") }}{{ end }}'
    ),
    "a regular expression": '{{ mustRegexMatch "((((a{0,30}){0,30}){0,30}){0,30})$" (repeat 10000000 "a") }}',
    "much text": '{{ range until 100000000 }}a{{ repeat 100 "b" }}: 1\n{{ end }}',
    "much yaml": "a:\n{{ range until 6000000 }}- []\n{{ end }}",
}
"""What a template does without end, and the template."""


def bomb(name: str, release: str = "prod-bomb") -> RenderRequest:
    """A chart of that one template."""
    chart = {
        "Chart.yaml": b"apiVersion: v2\nname: bomb\nversion: 1.0.0\n",
        "templates/bomb.yaml": BOMBS[name].encode(),
    }
    return RenderRequest(release, "bomb", chart, "1.34")
