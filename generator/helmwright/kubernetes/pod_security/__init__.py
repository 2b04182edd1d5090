"""The Pod Security Standards: what a namespace's level admits.

Each control is one function with the name that it has on
https://kubernetes.io/docs/concepts/security/pod-security-standards/; the values that it allows are those of that page.
Windows' exceptions are left out: nothing here runs there.
"""
