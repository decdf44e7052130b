"""What other tools call things: the words that people type, and what does that here."""

from __future__ import annotations

from collections.abc import Mapping

SYNONYMS: Mapping[str, str] = {
    word: meant
    for words, meant in (
        ("add post write compose touch draft article note", "new TITLE"),
        ("copy cp duplicate", "new TITLE --from POST"),
        ("vim vi nano emacs modify change update revise", "edit POST"),
        ("cat less more read print display page", "show POST"),
        ("status st dashboard summary", ""),
        ("drafts", "list is:draft"),
        ("scheduled queue upcoming", "list is:scheduled"),
        ("published", "list is:published"),
        ("ll dir all posts index filter query where", "list"),
        ("count stat wc", "list --format count"),
        ("grep rg ag ack fzf locate lookup", "search WORDS"),
        ("move mov ren slug", "rename POST NEW"),
        ("del erase unlink", "rm POST"),
        ("recycle bin", "trash"),
        ("undelete recover untrash", "restore POST"),
        ("commit push deploy release send ship", "publish POST"),
        ("hide retract unpost withdraw", "unpublish POST"),
        ("postpone later at", "schedule POST WHEN"),
        ("label", "tag POST TAG"),
        ("untag unlabel", "tag POST -r TAG"),
        ("labels keywords topics", "tags"),
        ("retag", "tags rename OLD NEW"),
        ("field meta front-matter frontmatter", "set POST KEY=VALUE"),
        ("log reflog journal changes", "history"),
        ("revert reset rollback back checkout", "undo"),
        ("again", "redo"),
        ("lint doctor validate verify test audit linkcheck", "check"),
        ("fix repair", "check --fix"),
        ("preview server start watch run localhost", "serve"),
        ("make generate compile", "build"),
        ("url visit web browser", "open POST"),
        ("feed rss atom backup dump", "export"),
        ("load fetch pull migrate clone", "import FILE"),
        ("setup adopt", "init"),
        ("settings preferences options configure setting", "config"),
        ("alias aliases", "config set aliases.NAME 'COMMAND …'"),
        ("complete completions", "completion SHELL"),
        ("man info usage commands", "help"),
        ("version", "--version"),
    )
    for word in words.split()
}
"""Words that are no commands, and what to type after `blog` instead; "" for nothing."""
