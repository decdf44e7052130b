"""The table of all settings, and the settings of one blog."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import tzinfo
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias, get_args

from blogcli.errors import BlogError, NotFound, UsageError
from blogcli.posts.model.conventions import FormatName, Split
from blogcli.posts.model.fields import FIELDS
from blogcli.store.layouts.file_pattern import post_name
from blogcli.store.layouts.table import BY_NAME as LAYOUTS
from blogcli.store.layouts.walk import glob_parts, leads_out
from blogcli.store.settings.keep import parse_keep

SettingValue: TypeAlias = str | tuple[str, ...]

DRAFT_KEYS: Mapping[str, str] = {
    "draft: true": "draft",
    "published: false": "published",
    "status: draft": "status",
}
"""Values of the setting `draft`, each with the front matter key that marks a draft."""


def known_zone(name: str) -> tzinfo:
    """Return the time zone with an IANA name. Raises UsageError for one that this machine lacks."""
    from blogcli.posts.text.dates import zone_named

    if zone := zone_named(name):
        return zone
    raise UsageError(f"unknown time zone '{name[:80]}'", "a zone is Europe/Oslo, UTC …")


def _check_file(pattern: str) -> None:
    from datetime import date

    post_name(pattern, slug="slug", when=date(2000, 1, 1))


def _check_permalink(pattern: str) -> None:
    from string import Formatter

    hint = "a permalink is /{date:%Y/%m}/{slug}/"
    try:
        names = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
    except ValueError as error:
        raise UsageError(f"invalid permalink '{pattern}': {error}", hint) from None
    if strange := names - {"date", "slug"}:
        raise UsageError(f"unknown name '{min(strange)}' in the permalink '{pattern}'", hint)


def _check_field(name: str) -> None:
    known = [field.name for field in FIELDS]
    if name not in known and not name.startswith("meta."):
        from blogcli.posts.text.suggest import did_you_mean

        hint = did_you_mean(name, known) or f"fields: {', '.join(known)}, meta.KEY"
        raise UsageError(f"unknown field '{name[:80]}'", hint)


def _check_limit(text: str) -> None:
    if not (text.isascii() and text.isdigit() and 0 < len(text) < 10):
        raise UsageError(f"'{text[:80]}' is not a number of posts", "a limit is a number, as 20")


class Setting(NamedTuple):
    """One setting: its dotted name, its kind, and what it does.

    `words` are those of a command line. A `table` holds text under each key, a `table of lists` a
    list, a `table of words` either. `keys` are the only keys allowed, if given. `env` are the
    environment variables that set it, the first that is set wins; `choices` the only values
    allowed; `check` raises UsageError for an invalid value. `from_user` says what is accepted only
    from the environment and the user's own file: "always" the setting, since it starts a program or
    points outside the blog, or only a path that leads "outside".
    """

    name: str
    kind: Literal["text", "number", "list", "words", "table", "table of lists", "table of words"]
    help: str
    env: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    check: Callable[[str], object] | None = None
    from_user: Literal["", "always", "outside"] = ""

    @property
    def default(self) -> SettingValue:
        """Return the value of a setting that is not set: empty text, or no items."""
        return "" if self.kind in ("text", "number") else ()

    def is_the_users(self, value: object) -> bool:
        """Return whether the value is accepted only from the user, not from the blog."""
        if self.from_user != "outside":
            return self.from_user == "always"
        texts = value if isinstance(value, list) else [value]
        return any(isinstance(text, str) and leads_out(text) for text in texts)


SETTINGS: tuple[Setting, ...] = (
    Setting("title", "text", "name of the blog"),
    Setting("url", "text", "address of the site"),
    Setting("timezone", "text", "time zone of dates without an offset", check=known_zone),
    Setting(
        "posts",
        "list",
        "folders of posts, as paths or globs",
        check=glob_parts,
        from_user="outside",
    ),
    Setting(
        "file",
        "text",
        "file name of a new post, with {date:%Y-%m-%d} and {slug}",
        check=_check_file,
        from_user="outside",
    ),
    Setting("layout", "text", "site generator", choices=tuple(LAYOUTS)),
    Setting("draft", "text", "key that marks a draft", choices=tuple(DRAFT_KEYS)),
    Setting(
        "front_matter", "text", "front matter format of new posts", choices=get_args(FormatName)
    ),
    Setting("split", "text", "how a tag string is split", choices=tuple(Split)),
    Setting("author.name", "text", "author of new posts, where posts name an author"),
    Setting("author.bio", "text", "short biography of the author"),
    Setting(
        "fields",
        "table of lists",
        "more front matter keys for a field, tried first",
        keys=tuple(known.name for known in FIELDS if known.keys),
    ),
    Setting("queries", "table", "saved queries, used as q:NAME"),
    Setting(
        "index",
        "text",
        "keep an index of the posts in your cache folder",
        env=("BLOG_INDEX",),
        choices=("on", "off"),
    ),
    Setting(
        "permalink",
        "text",
        "addresses of posts, such as /{date:%Y/%m}/{slug}/",
        check=_check_permalink,
    ),
    Setting(
        "history.keep",
        "text",
        "commands kept for undo: a number, or an age such as 90d, 12w, 6m, 2y",
        check=parse_keep,
    ),
    Setting(
        "aliases",
        "table of words",
        "own commands: words of blog, as `list is:draft`; $1, $@ for what is typed after",
        from_user="always",
    ),
    Setting("list.columns", "list", "columns of the table, as far as they fit", check=_check_field),
    Setting("list.fields", "list", "fields of the table, as by --fields", check=_check_field),
    Setting("list.limit", "number", "most posts in a table, as by --limit", check=_check_limit),
    Setting("list.dates", "text", "dates in the table", choices=("relative", "iso", "long")),
    Setting("theme", "text", "colors on a terminal", choices=("auto", "dark", "light", "none")),
    Setting("editor", "text", "editor for posts", env=("VISUAL", "EDITOR"), from_user="always"),
    Setting(
        "pager", "text", "pager for long posts", env=("BLOG_PAGER", "PAGER"), from_user="always"
    ),
    Setting(
        "serve.command",
        "words",
        "command line of `blog serve`, without a shell; {port} stands for the port",
        from_user="always",
    ),
    Setting(
        "build.command",
        "words",
        "command line of `blog build`, without a shell",
        from_user="always",
    ),
    Setting(
        "blogs",
        "table of words",
        'settings of one blog in your own file, under [blogs."~/site"]',
        from_user="always",
    ),
    Setting("blog", "text", "blog to use outside of any blog folder", from_user="always"),
)

_BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


class Config(NamedTuple):
    """The settings that are set, by dotted name (`queries.stale`), and where each comes from.

    `origins` has a file with its line, a `$VARIABLE` or a layout for each of `values`. `warnings`
    report entries in the files that are ignored.
    """

    values: Mapping[str, SettingValue] = MappingProxyType({})
    origins: Mapping[str, str] = MappingProxyType({})
    warnings: tuple[BlogError, ...] = ()

    def get(self, name: str) -> SettingValue:
        """Return the value of a setting or of a table's entry. Raises NotFound for other names."""
        setting = setting_named(name)
        if name not in self.values and name != setting.name:
            raise NotFound(f"'{name}' is not set", f"`blog config set {name} VALUE` sets it")
        return self.values.get(name, setting.default)

    def origin(self, name: str) -> str:
        """Return where the value comes from; "default" if it is not set."""
        return self.origins.get(name, "default")

    def listed(self) -> Iterator[tuple[str, SettingValue, str]]:
        """Yield every setting as name, value and origin; a table by its entries."""
        for setting in SETTINGS:
            names = [setting.name]
            if setting.kind.startswith("table"):
                names = [name for name in self.values if name.startswith(f"{setting.name}.")]
            for name in names:
                yield name, self.get(name), self.origin(name)

    def text(self, name: str) -> str:
        """Return the value of a text setting."""
        return str(self.get(name))

    def items(self, name: str) -> tuple[str, ...]:
        """Return the value of a list setting."""
        value = self.get(name)
        return (value,) if isinstance(value, str) else value

    def table(self, name: str) -> Mapping[str, SettingValue]:
        """Return the entries of a table setting, by key."""
        start = f"{name}."
        found = self.values.items()
        return {key.removeprefix(start): value for key, value in found if key.startswith(start)}

    @property
    def queries(self) -> Mapping[str, str]:
        """Return the saved queries, by name."""
        return {name: str(query) for name, query in self.table("queries").items()}

    def filled(self, values: Mapping[str, SettingValue], origin: str) -> "Config":
        """Return a copy with values for the settings that are not set."""
        new = {name: value for name, value in values.items() if name not in self.values and value}
        origins = dict.fromkeys(new, origin)
        return self._replace(values={**self.values, **new}, origins={**self.origins, **origins})


def setting_named(name: str) -> Setting:
    """Return the setting with that name, or the table that may have this entry. Raises NotFound."""
    table, _, key = name.partition(".")
    setting = _BY_NAME.get(name) or _BY_NAME.get(table)
    if setting is None or (key and name not in _BY_NAME and not _may_hold(setting, key)):
        from blogcli.posts.text.suggest import did_you_mean

        hint = did_you_mean(name, _all_names()) or "`blog config list` lists all settings"
        raise NotFound(f"unknown setting '{name}'", hint)
    return setting


def _may_hold(setting: Setting, key: str) -> bool:
    return setting.kind.startswith("table") and (not setting.keys or key in setting.keys)


def _all_names() -> Iterable[str]:
    for setting in SETTINGS:
        yield setting.name
        yield from (f"{setting.name}.{key}" for key in setting.keys)
