"""`python -m helmwright`, and what the installed script calls.

Nothing is begun yet, so there is nothing to take back: until `Program.invoke` listens, an interrupt ends the process
where it stands, and not in a traceback of whatever was just imported. `signal` itself would import more of them.
"""

import _signal  # type: ignore[import-not-found]  # what `signal` is made of

if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:  # a shell may have had it ignored
    _signal.signal(_signal.SIGINT, _signal.SIG_DFL)


def run() -> int:
    """Runs the program with the arguments of this process, and returns its exit code or raises SystemExit with it."""
    try:
        from helmwright.cli import main  # noqa: PLC0415
        from helmwright.cli.terminal.streams import take_over  # noqa: PLC0415

        take_over()
    except (ImportError, OSError) as error:
        return _unable(error)
    return int(main(prog_name="helmwright"))


def _unable(error: Exception) -> int:
    import sys  # noqa: PLC0415

    if sys.stderr:
        hint = "install helmwright again, or allow more open files with ulimit -n"
        sys.stderr.write(f"Error: helmwright cannot start: {error}\n  hint: {hint}\n")
    return 2


if __name__ == "__main__":
    raise SystemExit(run())
