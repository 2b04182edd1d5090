"""The two ways to Helm that a person may choose from, each in processes of its own."""
