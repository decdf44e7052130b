"""Times in the machine's zone and in the blog's, on both sides of a change of clocks."""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from blogcli.cli.machine_zone import MachineZone, machine_zone
from tests.store.conftest import write


@pytest.fixture
def zone_of_machine(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Set the zone of this machine."""

    def choose(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield choose
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("name", ["America/New_York", "Europe/Oslo", "Asia/Kolkata"])
def test_it_changes_its_clocks_as_the_zone_does(zone_of_machine, name):
    zone_of_machine(name)
    here, known = machine_zone(), ZoneInfo(name)
    for hours in range(0, 24 * 366, 1):
        moment = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(hours=hours)
        ours, theirs = moment.astimezone(here), moment.astimezone(known)
        assert ours.isoformat() == theirs.isoformat()
        assert ours.timestamp() == theirs.timestamp()


def test_it_can_be_named_and_sent_to_another_process(zone_of_machine):
    zone_of_machine("Europe/Oslo")
    zone = machine_zone()
    assert repr(pickle.loads(pickle.dumps(zone))) == repr(zone)
    assert "Oslo" in repr(zone)
    assert MachineZone().utcoffset(datetime.max.replace(tzinfo=UTC)) is not None
    zone_of_machine("UTC")
    assert machine_zone() is UTC


HUGO = {
    "hugo.toml": 'baseURL="https://example.org/"\n',
    "content/posts/d.md": "---\ntitle: D\n---\n",
}


@pytest.mark.parametrize(
    "words", [["schedule", "d", "2027-07-01 09:00"], ["publish", "d", "--date", "2026-07-01 09:00"]]
)
def test_a_time_beyond_a_change_of_clocks_has_the_offset_of_then(
    call, tmp_path, zone_of_machine, words
):
    zone_of_machine("America/New_York")
    root = write(tmp_path, HUGO)
    environ = {"BLOG_NOW": "2026-11-28T12:00:00"}
    clock = datetime(2026, 11, 28, 12, tzinfo=machine_zone())
    result = call(*words, cwd=root, environ=environ, clock=clock)
    assert result.code == 0, result.err
    assert "T09:00:00-04:00" in (root / "content/posts/d.md").read_text()


def test_a_time_is_written_as_the_generator_will_read_it(call, tmp_path):
    other = {"content/posts/e.md": "---\ntitle: E\ndate: 2026-01-01T10:00:00\n---\n"}
    root = write(tmp_path, HUGO | other)
    environ = {"BLOG_NOW": "2026-11-28T12:00:00-08:00"}
    assert call("schedule", "d", "2026-11-28 18:00", cwd=root, environ=environ).code == 0
    assert "date: 2026-11-29T02:00:00\n" in (root / "content/posts/d.md").read_text()


def test_publish_takes_a_date_in_the_blog_s_zone(call, tmp_path):
    files = {
        "_config.yml": "timezone: Asia/Shanghai\n",
        "_posts/2020-05-05-a.md": "---\ntitle: A\ndate: 2020-05-05 18:00:00\n---\n",
    }
    root = write(tmp_path, files)
    result = call("publish", "a", "--date", "2026-05-05 01:30", cwd=root)
    assert result.code == 0, result.err
    assert "date: 2026-05-05 01:30:00 +0800\n" in (root / "_posts/2026-05-05-a.md").read_text()


def test_scheduled_asks_what_is_not_public(call, tmp_path):
    files = HUGO | {
        "content/posts/a.md": "---\ntitle: A\ndate: 2036-01-01\npublishDate: 2020-01-01\n---\n",
        "content/posts/b.md": "---\ntitle: B\npublishDate: 2036-01-01\n---\n",
        "content/posts/c.md": "---\ntitle: C\ndate: 2036-01-01\ndraft: true\n---\n",
        "content/posts/e.md": "---\ntitle: E\nexpiryDate: 2020-01-01\n---\n",
    }
    root = write(tmp_path, files)
    for environ in ({}, {"BLOG_INDEX": "off"}):
        shown = {
            query: call("list", query, "--format", "slugs", cwd=root, environ=environ).out.split()
            for query in ("is:scheduled", "status:scheduled", "is:expired", "is:published")
        }
        assert {query: sorted(slugs) for query, slugs in shown.items()} == {
            "is:scheduled": ["b", "c"],
            "status:scheduled": ["b"],
            "is:expired": ["e"],
            "is:published": ["a", "d"],
        }


def test_what_is_hidden_by_its_dates_is_exported_only_if_asked_for(call, tmp_path):
    files = HUGO | {
        "content/posts/b.md": "---\ntitle: B\npublishDate: 2036-01-01\n---\n",
        "content/posts/e.md": "---\ntitle: E\nexpiryDate: 2020-01-01\n---\n",
    }
    root = write(tmp_path, files)
    plain = call("export", cwd=root)
    assert '"title": "D"' in plain.out
    assert '"title": "B"' not in plain.out
    assert '"title": "E"' not in plain.out
    assert "--expired" in plain.err
    everything = call("export", "--future", "--expired", cwd=root).out
    assert '"title": "B"' in everything
    assert '"title": "E"' in everything
