"""Annotations of the AWS Load Balancer Controller that EKS Auto Mode does not read.

https://docs.aws.amazon.com/eks/latest/userguide/auto-configure-alb.html and auto-configure-nlb.html, in the tables
of what changes.
"""

from __future__ import annotations

from collections.abc import Iterator

from helmwright.kubernetes.manifests import Manifest

_NLB = "service.beta.kubernetes.io/aws-load-balancer"
_ALB = "alb.ingress.kubernetes.io"
_ATTRIBUTES = f"write it under {_NLB}-attributes"
_WAF = "use a web ACL of AWS WAF v2"

_UNSUPPORTED = {
    "Service": {
        "service.beta.kubernetes.io/load-balancer-source-ranges": "write exposure.sourceRanges",
        f"{_NLB}-type": "leave it out, the class says it",
        f"{_NLB}-internal": f"write {_NLB}-scheme",
        f"{_NLB}-proxy-protocol": f"write it under {_NLB}-target-group-attributes",
        f"{_NLB}-access-log-enabled": _ATTRIBUTES,
        f"{_NLB}-access-log-s3-bucket-name": _ATTRIBUTES,
        f"{_NLB}-access-log-s3-bucket-prefix": _ATTRIBUTES,
        f"{_NLB}-cross-zone-load-balancing-enabled": _ATTRIBUTES,
    },
    "Ingress": {
        "kubernetes.io/ingress.class": "write exposure.className",
        f"{_ALB}/group.name": "write exposure.alb.group, which the class then has",
        f"{_ALB}/waf-acl-id": _WAF,
        f"{_ALB}/web-acl-id": _WAF,
        f"{_ALB}/shield-advanced-protection": "remove it",
    },
}


def unsupported(kind: str, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """The annotations of an object of the kind that are not read, each with what to do."""
    said = (manifest.object.get("metadata") or {}).get("annotations") or {}
    for name in sorted(said):
        if name in _UNSUPPORTED[kind]:
            yield name, _UNSUPPORTED[kind][name]
        elif name == f"{_ALB}/auth-type" and said[name] == "oidc":
            yield name, "let the service, or something before it, sign people in"
