"""Marks in templates that tell afterwards which of them a render has passed, and print nothing.

A mark writes its number into the map that is `.Release` of every template of a render. A named template has that map
if its context is Helm's own, or a dictionary or list that holds this, as contexts of libraries do, or that holds such
a one.
"""

from __future__ import annotations

from collections.abc import Mapping

from helmwright.render.engine import Result

_KIND = "HelmwrightMarks"
_MARK = b"""
{{- define "helmwright.mark" -}}
  {{- template "helmwright.write" (list (index . 0) (index . 1 | toString) 2) -}}
{{- end -}}
{{- define "helmwright.write" -}}
  {{- $context := index . 0 -}}
  {{- $number := index . 1 -}}
  {{- $deeper := index . 2 -}}
  {{- $isMap := or (typeIs "map[string]interface {}" $context) (hasSuffix ".Values" (typeOf $context)) -}}
  {{- $release := "" -}}
  {{- if $isMap -}}
    {{- $release = get $context "Release" -}}
  {{- end -}}
  {{- if typeIs "map[string]interface {}" $release -}}
    {{- if not (hasKey $release "helmwright") -}}
      {{- $_ := set $release "helmwright" dict -}}
    {{- end -}}
    {{- $_ := set $release.helmwright $number true -}}
  {{- else if and $deeper (or $isMap (typeIs "[]interface {}" $context)) -}}
    {{- range $context -}}
      {{- template "helmwright.write" (list . $number (sub $deeper 1)) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
"""
_REPORT = b"""
kind: HelmwrightMarks
passed: {{ keys (.Release.helmwright | default dict) | toJson }}
"""
FILES: Mapping[str, bytes] = {"templates/_helmwright.tpl": _MARK, "templates/!helmwright.yaml": _REPORT}
"""What a chart needs beside the marks. Helm renders templates from the last name to the first, the report so last."""


def mark(number: int) -> str:
    """The mark with a number."""
    return f'{{{{ template "helmwright.mark" (list $ {number}) }}}}'


def passed(result: Result) -> frozenset[int] | None:
    """The numbers of the marks that a render has passed as far as is known; None where it failed."""
    found = next((item.object for item in result.manifests if item.kind == _KIND), None)
    return None if found is None else frozenset(map(int, found["passed"]))
