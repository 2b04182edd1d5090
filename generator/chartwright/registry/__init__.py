"""Charts in OCI registries, stored as Helm stores them (https://helm.sh/docs/topics/registries/)."""
