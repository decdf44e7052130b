"""`python -m blogcli` is `blog`."""

from blogcli.cli.main import main

main()
