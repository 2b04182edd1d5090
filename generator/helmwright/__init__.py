"""helmwright: from service descriptors to a repository that Argo CD can sync."""

__version__ = "0.1.0"
