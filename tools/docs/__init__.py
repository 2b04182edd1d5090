"""Writes docs/reference/ from what the program itself reads: schemas, the table of codes, commands."""
