"""RBAC as the API server evaluates it.

https://kubernetes.io/docs/reference/access-authn-authz/rbac/ and `RuleAllows` and its helpers in
https://github.com/kubernetes/kubernetes/blob/master/pkg/apis/rbac/v1/evaluation_helpers.go.
"""

from __future__ import annotations

VERBS = ("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection")
"""What requests about objects are asked for by
(https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb)."""
SPECIAL_VERBS = ("approve", "attest", "bind", "escalate", "impersonate", "sign", "use")
"""What is asked for beside, of some resources."""
