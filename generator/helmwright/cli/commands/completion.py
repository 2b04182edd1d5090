"""helmwright completion"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from helmwright.cli.arguments.session_options import session_options
from helmwright.cli.session import Session, pass_session


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@session_options
@click.pass_context
@pass_session
def command(session: Session, context: click.Context, shell: str) -> int:
    """Print a script that completes commands and names in a shell.

    Environments, apps, services and codes are completed too, from the repository that the shell is in.

    \b
    Examples:
      eval "$(helmwright completion bash)"                                in ~/.bashrc
      eval "$(helmwright completion zsh)"                                 in ~/.zshrc
      helmwright completion fish > ~/.config/fish/completions/helmwright.fish
    """
    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"completion for {shell} is not there")
    script = maker(context.find_root().command, {}, "helmwright", "_HELMWRIGHT_COMPLETE").source()
    session.out(
        script.replace('(string split "," $', '(string split -m 1 "," $')
    )  # help has commas of its own
    return 0
