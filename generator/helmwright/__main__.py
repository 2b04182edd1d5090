"""`python -m helmwright`, and what the installed script calls."""

from __future__ import annotations

import signal
import sys
from typing import NoReturn

# Nothing is begun yet, so there is nothing to take back: an interrupt ends the program where it stands, and not in a
# traceback of whatever was just imported. `Program.invoke` listens again. A shell may have had it ignored.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def run() -> NoReturn:
    """Runs the program with the arguments of this process, and ends the process with its exit code."""
    try:
        from helmwright.cli import main  # noqa: PLC0415
        from helmwright.cli.streams import take_over  # noqa: PLC0415

        take_over()
    except (ImportError, OSError) as error:
        sys.exit(_unable(error))
    sys.exit(main(prog_name="helmwright"))


def _unable(error: Exception) -> int:
    if sys.stderr:
        hint = "install helmwright again, or allow more open files with ulimit -n"
        sys.stderr.write(f"Error: helmwright cannot start: {error}\n  hint: {hint}\n")
    return 2


if __name__ == "__main__":
    run()
