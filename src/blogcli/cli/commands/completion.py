"""`blog completion`: print a completion script for a shell."""

from __future__ import annotations

import click

from blogcli.cli.app import App, pass_app
from blogcli.cli.click_ext import BlogCommand

SHELLS = ("bash", "zsh", "fish")


@click.command("completion", cls=BlogCommand)
@click.argument("shell", type=click.Choice(SHELLS))
@pass_app
def command(app: App, shell: str) -> None:
    """Print the completion script for your shell.

    It completes commands, options, posts, tags and query terms.

    \b
    Setup:
      bash  eval "$(blog completion bash)"   in ~/.bashrc
      zsh   eval "$(blog completion zsh)"    in ~/.zshrc, after compinit
      fish  blog completion fish > ~/.config/fish/completions/blog.fish
    """
    from click.shell_completion import get_completion_class

    import blogcli.cli.completion.shells  # noqa: F401 (they register themselves)
    from blogcli.cli.main import COMPLETE, root

    completion = get_completion_class(shell)
    assert completion is not None
    app.terminal.write(completion(root, {}, "blog", COMPLETE).source() + "\n")
