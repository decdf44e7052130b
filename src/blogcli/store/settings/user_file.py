"""Where the user's own settings are."""

import os
from collections.abc import Mapping

from blogcli.store.fs.state_dir import user_folder


def user_file(environ: Mapping[str, str]) -> str | None:
    """Return the path of the user's settings file, existing or not; None without a home folder.

    It is `blogcli/config.toml` in `$XDG_CONFIG_HOME`, else in `~/.config`
    (https://specifications.freedesktop.org/basedir-spec/latest/).
    """
    folder = user_folder(environ, "XDG_CONFIG_HOME", ".config")
    return f"{folder}/config.toml" if folder else None


def has_user_file(environ: Mapping[str, str]) -> bool:
    """Return whether the user's settings file exists."""
    file = user_file(environ)
    return file is not None and os.path.exists(file)
