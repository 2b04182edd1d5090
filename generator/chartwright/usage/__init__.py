"""Which values a chart's templates use, followed through variables, dictionaries and named templates.

Both ways of every branch are followed, so what is found may be used, not must. A value that is printed as a whole,
or handed to a function that may look at all of it, is used with everything below. What a `tpl` text reads, what a
named template is handed whose name is computed, and what is read back from `fromYaml` or `fromJson` is not known.
"""
