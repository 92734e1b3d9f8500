"""Settings as files, which values they may have, and taking changes back: all of it pure."""

import json
from dataclasses import asdict, fields, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.model.articles import TOPICS
from news.model.people import Person
from news.model.servers import Change, Filter, Server
from news.settings import lined
from news.settings.registry import BY_FIELD, MOST
from news.settings.settings_file import (
    LAYOUT,
    SettingsNames,
    check_settings,
    explain_invalid,
    find_overfull_list,
    settings_from_json,
    settings_to_json,
    sort_lists,
    undo_values,
    write_settings_file,
)
from news.settings.settings_reading import SettingsLookup, SettingsReading, read_settings_file
from news.text.links import link_key
from tests.kit.every_setting import FEED, SET

ADELE = Person(id=12, name="Adele", wikidata="Q23215")
ROSALIA = Person(id=1_000_003, name="Rosalía", wikidata="Q29963532")
PEOPLE = {person.id: person for person in (ADELE, ROSALIA)}
EVERYBODYS = "https://example.com/everybodys.xml"
NAMES = SettingsNames(
    channel=lambda number: f"#channel-{number}",
    role=lambda number: f"@role-{number}",
    person=PEOPLE.get,
    feed={4: (FEED, "Example")}.get,
    first_own=1_000_000,
)


def known(server: Server | None = None) -> SettingsLookup:
    return SettingsLookup(
        server or Server(guild=50),
        person=lambda number: PEOPLE.get(number) if number < 1_000_000 else None,
        wikidata={person.wikidata: person for person in PEOPLE.values()}.get,
        named=lambda name: [person for person in PEOPLE.values() if person.name == name],
        feeds={link_key(FEED): 4, link_key(EVERYBODYS): 0},
    )


def file(**sections: Any) -> bytes:
    return json.dumps({"limelight": 1, **sections}).encode()


def faults(content: bytes | str, server: Server | None = None) -> list[str]:
    reading = read_settings_file(content if isinstance(content, bytes) else content.encode(), known(server))
    return [f"{fault.line}: {fault.reason}" for fault in reading.faults]


def test_every_setting_is_in_the_file_once_and_comes_back_as_it_was() -> None:
    assert sorted(BY_FIELD) == sorted(f.name for f in fields(Server) if f.name != "guild")
    default = Server(guild=50)
    assert all(getattr(SET, name) != getattr(default, name) for name in BY_FIELD)
    for server in (SET, default):
        reading = read_settings_file(write_settings_file(server, NAMES).encode(), known())
        assert reading.faults == []
        assert Server(guild=50, **sort_lists(reading.values)) == server


def test_the_file_reads_well_and_always_in_the_same_order() -> None:
    text = write_settings_file(SET, NAMES)
    assert text == write_settings_file(replace(SET), NAMES)
    assert text.startswith('{\n  "limelight": 1,\n  "server": {\n    "zone": "Europe/Kyiv",\n')
    assert '"at": "00:05"' in text
    assert '"weekday": "Sunday"' in text
    assert f'"channel": {{\n      "id": "{2**61}",\n      "name": "#channel-{2**61}"\n    }}' in text
    assert '"wikidata": "Q29963532",\n        "name": "Rosalía"' in text
    assert "1000003" not in text  # means another person in another install
    assert '"id": 12,\n        "name": "Adele"' in text
    assert [line.strip() for line in text.splitlines() if FEED in line] == [f'"url": "{FEED}",']


def test_somebody_who_may_not_be_named_has_an_id_only_and_comes_back_to_the_same_server() -> None:
    server = Server(guild=50, people=(77, 1_000_009), filters=(Filter("person", "block", "78"),))
    text = write_settings_file(server, NAMES)
    assert json.loads(text)["birthdays"]["people"] == [{"id": 77}, {"id": 1_000_009}]
    assert read_settings_file(text.encode(), known(server)).values["people"] == (77, 1_000_009)
    assert len(read_settings_file(text.encode(), known()).faults) == 3


def test_what_a_file_leaves_out_is_not_named_and_null_and_empty_lists_clear() -> None:
    assert read_settings_file(file(), known()) == SettingsReading()
    cleared = read_settings_file(
        file(
            server={"mention_role": None, "language": None},
            birthdays={"channel": None, "people": []},
            stories={"topics": None},
            filters=None,
            feeds=[],
        ),
        known(),
    )
    assert cleared.faults == []
    assert cleared.values == {
        "mention_role": 0,
        "language": "",
        "birthdays_channel": 0,
        "people": (),
        "stories_topics": (),
        "filters": (),
        "feeds": (),
    }


@pytest.mark.parametrize("channel", ["123", 123, {"id": "123"}, {"id": 123, "name": "anything"}])
def test_a_channel_is_named_by_its_id_however_that_is_written(channel: object) -> None:
    assert read_settings_file(file(notices={"channel": channel}), known()).values == {"notices_channel": 123}


@pytest.mark.parametrize(
    "person", [{"id": 12}, {"id": 12, "name": "Renamed Since"}, {"wikidata": "Q23215"}, {"name": "Adele"}]
)
def test_a_person_is_named_by_id_wikidata_or_name(person: object) -> None:
    reading = read_settings_file(file(birthdays={"people": [person]}, filters=[kept(person)]), known())
    assert reading.values == {"people": (12,), "filters": (Filter("person", "only", "12"),)}


def kept(person: object) -> dict[str, object]:
    return {"kind": "person", "mode": "only", "person": person}


def test_feeds_that_are_not_known_are_told_apart_and_those_that_all_have_are_not_added() -> None:
    urls = ("HTTPS://EXAMPLE.com/feed.xml", "https://example.org/new", EVERYBODYS)
    reading = read_settings_file(file(feeds=[{"url": url} for url in urls]), known())
    assert (reading.values, reading.unknown_feeds) == ({"feeds": (4,)}, ["https://example.org/new"])


WRONG: list[tuple[Any, str]] = [
    ({"server": {"zone": "Mars/Phobos"}}, 'server.zone is "Mars/Phobos": expected a time zone of the IANA table'),
    ({"server": {"zone": "../../etc/passwd"}}, "expected a time zone"),
    ({"server": {"zone": None}}, "server.zone is null: expected a time zone"),
    ({"server": {"paused": 1}}, "server.paused is 1: expected true or false"),
    ({"server": {"language": "English!"}}, 'server.language is "English!": expected a language\'s code'),
    ({"birthdays": {"at": "9"}}, 'birthdays.at is "9": expected a time of day such as "09:00"'),
    ({"birthdays": {"at": "24:00"}}, "expected a time of day"),
    ({"birthdays": {"at": 540}}, "birthdays.at is 540: expected a time of day"),
    ({"birthdays": {"top": 501}}, "birthdays.top is 501: expected a whole number from 1 to 500"),
    ({"birthdays": {"top": True}}, "birthdays.top is true: expected a whole number"),
    ({"birthdays": {"top": 7.0}}, "birthdays.top is 7.0: expected a whole number"),
    ({"birthdays": {"belated": 12}}, "birthdays.belated is 12: expected 0, 6 or 24"),
    ({"birthdays": {"who": "all"}}, 'birthdays.who is "all": expected followed, top or list'),
    (
        {"birthdays": {"people": [{"id": 12}, {"id": 99}]}},
        "id in entry 2 of birthdays.people is 99: expected the id of one adult in this bot's catalogue",
    ),
    ({"birthdays": {"people": [{"id": 1_000_003}]}}, "id in entry 1 of birthdays.people is 1000003"),
    (
        {"birthdays": {"people": [{"wikidata": "Q1"}]}},
        'wikidata in entry 1 of birthdays.people is "Q1": expected the Wikidata id of one adult',
    ),
    ({"birthdays": {"people": [12]}}, "entry 1 of birthdays.people is 12: expected an object with id, wikidata, name"),
    ({"birthdays": {"people": "Adele"}}, 'birthdays.people is "Adele": expected a list'),
    ({"stories": {"threshold": 1}}, "stories.threshold is 1: expected a whole number from 2 to 20"),
    ({"stories": {"topics": ["music", "cats"]}}, 'entry 2 of stories.topics is "cats": expected relationships, '),
    ({"digest": {"weekday": 3}}, "digest.weekday is 3: expected Monday, "),
    ({"notices": {"channel": "news"}}, 'notices.channel is "news": expected null or {"id"'),
    ({"notices": {"channel": {"name": "#news"}}}, "notices.channel is an object: expected null or"),
    ({"notices": {"channel": -1}}, "notices.channel is -1"),
    ({"notices": {"channel": 2**63}}, "notices.channel is"),
    ({"notices": {"channel": {"id": "1", "topic": ""}}}, "“topic” is not known in notices.channel: expected id, name"),
    ({"curtains": {"death": "hidden"}}, 'curtains.death is "hidden": expected shown, curtain or out'),
    ({"curtains": []}, "curtains is a list: expected an object with death, health, minors, accusations"),
    ({"birthday": {}}, "“birthday” is not known in the file: expected limelight, server, birthdays"),
    ({"birthdays": {"time": "09:00"}}, "“time” is not known in birthdays: expected channel, at, who"),
    ({"filters": [{"kind": "colour", "mode": "block", "value": "red"}]}, "expected a kind of person, topic, source"),
    ({"filters": [{"kind": "word", "mode": "maybe", "value": "red"}]}, "expected a mode of block or only"),
    ({"filters": [{"kind": "word", "mode": "block"}]}, "expected a value: a word or phrase"),
    ({"filters": [{"kind": "word", "mode": "block", "value": "..."}]}, 'value in entry 1 of filters is "..."'),
    ({"filters": [{"kind": "word", "mode": "block", "value": 7}]}, "value in entry 1 of filters is 7"),
    (
        {"filters": [{"kind": "person", "mode": "block", "value": "12"}]},
        "entry 1 of filters is an object: expected a p",
    ),
    ({"filters": [{"kind": ["word"], "mode": "block", "value": "x"}]}, "expected a kind of"),
    ({"feeds": [{"name": "Example"}]}, "entry 1 of feeds is an object: expected the address of a feed as url"),
    ({"feeds": [FEED]}, "entry 1 of feeds is"),
    ({"feeds": [{"url": "http://["}]}, "entry 1 of feeds is an object: expected the address of a feed as url"),
    ({"feeds": [{"url": "http://a.example:99999/"}]}, "expected the address of a feed as url"),
    ({"limelight": 2}, "limelight is 2: expected 1"),
    ({"limelight": True}, "limelight is true: expected 1"),
]


@pytest.mark.parametrize(("wrong", "said"), WRONG)
def test_a_value_that_is_none_is_refused_in_words_and_nothing_of_it_is_taken(wrong: Any, said: str) -> None:
    reading = read_settings_file(file(**wrong), known())
    assert [said in fault.reason for fault in reading.faults] == [True]
    assert not reading.values


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: expected a value, found the end of the file"),
        ("[1]", "1: a list: expected an object"),
        ("{}", "1: limelight is missing: expected 1"),
        ('{"limelight": 1,\n "feeds": [],\n "feeds": []}', "3: “feeds” stands here twice, first in line 2"),
        ('{"limelight": 1,\n "filters": [NaN]}', "2: expected a value, found “NaN”"),
        ('{"limelight": 1,\n "filters": -Infinity}', "2: expected a value, found “-Infinity”"),
        ('{"limelight": 1,\n "stories": {"budget": 1e999}}', "2: a number that is too large"),
        ('{"limelight": 1,\n}', "2: a comma before }: expected one more entry, or no comma"),
        ('{"limelight": 1\n "feeds": []}', '2: expected , or }, found “"”'),
        ("{'limelight': 1}", "1: expected a key in double quotes, found “'”"),
        ('{"limelight": 1,\n "server": {"zone": "UTC\n"}}', "2: a text that does not end in its line"),
        ('{"limelight": 1}\n\nx', "3: the file goes on after its end"),
        ('{"limelight": 1}{', "1: the file goes on"),
        ("[" * 100_000, "1: more than 8 lists and objects in one another"),
        ('{"limelight": ' + "9" * 5000 + "}", "1: a number of more than 30 characters"),
        ('{"limelight": 1, "a": "\\ud800"}', "1: half a surrogate pair"),
        ('{"limelight": 1, "a": "\\q"}', "1: expected a number, or an escape that JSON has"),
        ('{"limelight": 1, "a" 1}', "1: expected : after the key “a”"),
        ('{"limelight": 1, "a": \x00}', "1: expected a value, found a character that nobody sees"),
    ],
)
def test_what_is_no_json_is_refused_with_its_line(text: str, said: str) -> None:
    assert [fault.startswith(said) for fault in faults(text)] == [True]


def test_a_file_that_is_not_utf_8_is_refused_with_its_line_and_a_byte_order_mark_is_none_of_its_business() -> None:
    assert faults('{"limelight": 1,\n"ä": 1}'.encode("latin-1")) == ["2: not UTF-8: save the file as UTF-8"]
    assert faults('{"limelight": 1}'.encode("utf-16"))[0].startswith("1: not UTF-8")
    assert faults(b"\xef\xbb\xbf" + file()) == []


def test_several_mistakes_are_all_told_in_the_order_of_their_lines() -> None:
    text = (
        write_settings_file(SET, NAMES).replace('"Europe/Kyiv"', '"Kyiv"').replace('"limelight": 1', '"limelight": "1"')
    )
    text = text.replace('"threshold": 9', '"threshold": 99').replace('"royal baby"', '""')
    lines = [text[: text.index(part)].count("\n") + 1 for part in ('"1"', '"Kyiv"', ": 99", '""')]
    found = faults(text)
    assert [int(fault.split(":")[0]) for fault in found] == lines == sorted(lines)


def test_a_list_that_is_too_long_is_refused() -> None:
    words = [{"kind": "word", "mode": "block", "value": f"word {n}"} for n in range(51)]
    assert "filters has 51 entries: expected at most 50" in faults(file(filters=words))[0]
    assert not faults(file(filters=words[:50] + words[:9]))  # those that stand there twice count once


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)


def bare(node: lined.LinedValue) -> Any:
    if isinstance(node.value, dict):
        return {key: bare(value) for key, value in node.value.items()}
    return [bare(value) for value in node.value] if isinstance(node.value, list) else node.value


@given(json_values, st.sampled_from([None, 2]))
def test_json_is_read_as_python_reads_it(value: Any, indent: int | None) -> None:
    text = json.dumps(value, indent=indent)
    try:
        assert bare(lined.read_lined_json(text)) == value
    except lined.FileError as error:
        assert "in one another" in error.reason or "characters" in error.reason or "surrogate" in error.reason


@given(st.text(alphabet='{}[]",:\\ \n\t0123.eE+-truefalsnNaIiy\ud800é\x00'))
def test_no_text_makes_the_reader_fail_or_take_what_python_does_not(text: str) -> None:
    try:
        value = bare(lined.read_lined_json(text))
    except lined.FileError as error:
        assert 1 <= error.line <= text.count("\n") + 1
        return
    assert json.loads(text) == value


@given(st.binary(max_size=200) | json_values.map(lambda value: json.dumps(value).encode()))
def test_whatever_is_sent_as_a_file_is_read_or_refused(content: bytes) -> None:
    reading = read_settings_file(content, known())
    assert reading.faults or set(reading.values) <= set(BY_FIELD)


junk = st.none() | st.booleans() | st.integers(-5, 2000) | st.text(max_size=6) | st.lists(st.integers(), max_size=2)
sections = st.fixed_dictionaries(
    {},
    optional={
        section: st.fixed_dictionaries({}, optional=dict.fromkeys(keys, junk | st.dictionaries(st.text(), junk)))
        for section, keys in LAYOUT.items()
        if section
    },
)


@given(sections)
def test_no_file_gives_a_setting_that_a_server_cannot_have(some: dict[str, Any]) -> None:
    check_settings(sort_lists(read_settings_file(file(**some), known()).values))


@pytest.mark.parametrize(
    "wrong",
    [
        {"stories_threshold": 1}, {"stories_threshold": 21}, {"stories_threshold": True}, {"stories_threshold": "4"},
        {"stories_budget": 0}, {"stories_budget": 21}, {"birthdays_top": 0}, {"birthdays_top": 501}, {"belated": 7},
        {"zone": "Mars/Phobos"}, {"zone": "A" * 300}, {"zone": 0}, {"birthdays_at": 1440}, {"digest_at": -1},
        {"stories_topics": ("cats",)}, {"stories_topics": "music"}, {"stories_topics": ["music"]},
        {"filters": (("word", "block", "x"),)}, {"filters": (Filter("word", "block", ""),)}, {"paused": 1},
        {"filters": (Filter("person", "block", "Adele"),)}, {"filters": (Filter("status", "block", "sure"),)},
        {"filters": tuple(Filter("word", "block", f"w{n}") for n in range(51))}, {"people": tuple(range(1, 202))},
        {"feeds": tuple(range(1, 27))}, {"people": (0,)}, {"people": (True,)}, {"mention_role": -1},
        {"birthdays_channel": 2**63}, {"curtain_death": "hidden"}, {"language": "EN"}, {"leap": "1 April"},
        {"digest_every": "month"}, {"digest_weekday": 7}, {"birthdays_who": "all"}, {"publish": None},
        {"guild": 5}, {"birthdays_done": ""},
    ],
)  # fmt: skip
def test_what_no_server_can_have_is_refused_in_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"has to be|are the most|no setting"):
        check_settings(wrong)


def test_what_servers_have_fits() -> None:
    for server in (SET, Server(guild=50)):
        check_settings({name: getattr(server, name) for name in BY_FIELD})
    assert explain_invalid("stories_budget", 5) == ""
    assert find_overfull_list({"feeds": tuple(range(1, 26))}) == ""
    assert find_overfull_list({"feeds": tuple(range(1, 27))}) == "feeds"


def test_lists_are_tidied_as_the_store_keeps_them() -> None:
    assert sort_lists({"people": (3, 1, 3), "stories_topics": ("royals", "film & TV", "royals"), "zone": "UTC"}) == {
        "people": (1, 3),
        "stories_topics": ("film & TV", "royals"),
        "zone": "UTC",
    }


people = st.lists(st.integers(1, 6)).map(lambda ids: tuple(sorted(set(ids))))
words_kept = st.lists(st.sampled_from("abcdef")).map(
    lambda words: tuple(sorted({Filter("word", "block", word) for word in words}))
)
topics = st.lists(st.sampled_from(TOPICS[:4])).map(lambda some: tuple(t for t in TOPICS if t in some))
servers = st.builds(
    Server,
    guild=st.just(50),
    stories_budget=st.integers(1, 3),
    zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    people=people,
    filters=words_kept,
    stories_topics=topics,
)


def change(before: Server, after: Server) -> Change:
    """Return the change between two states, as the log has it after a while: as JSON."""
    was, now = (json.loads(json.dumps(settings_to_json(server))) for server in (before, after))
    names = [name for name in was if was[name] != now[name]]
    return Change(
        guild=50, user=1, at=0, before={name: was[name] for name in names}, after={name: now[name] for name in names}
    )


@given(servers, servers)
def test_undoing_the_last_change_gives_exactly_what_was_before(before: Server, after: Server) -> None:
    assert replace(after, **undo_values(change(before, after), after)) == before


@given(st.lists(servers, min_size=2, max_size=5))
def test_undoing_again_and_again_goes_all_the_way_back(states: list[Server]) -> None:
    now = states[-1]
    for before, after in reversed(list(pairwise(states))):
        now = replace(now, **undo_values(change(before, after), now))
    assert now == states[0]


@given(servers, servers, servers)
def test_undoing_an_older_change_leaves_what_was_changed_since_alone(a: Server, b: Server, c: Server) -> None:
    back = replace(c, **undo_values(change(a, b), c))
    for name in ("stories_budget", "zone"):
        was, then, now = (getattr(server, name) for server in (a, b, c))
        assert getattr(back, name) == (was if now == then else now)
    for name in ("people", "filters"):
        was, then, now, got = (set(getattr(server, name)) for server in (a, b, c, back))
        # Of what the later change added nothing goes; of what it removed only that comes which the first one removed.
        assert got == (now - (then - was)) | (was - then)
        assert (now - then) <= got
    if c.stories_topics and c.stories_topics != b.stories_topics:
        assert back.stories_topics  # no topics are all topics: what was narrowed since is never opened by an undo


def test_undoing_one_of_several_additions_leaves_the_others() -> None:
    empty = Server(guild=50)
    one = replace(empty, people=(3,), stories_topics=("music",))
    two = replace(one, people=(1, 3), stories_topics=("music", "sport"))
    assert undo_values(change(empty, one), two) == {"people": (1,)}
    assert undo_values(change(one, two), two) == {"people": (3,), "stories_topics": ("music",)}
    removed = replace(two, people=(3,))
    assert undo_values(change(empty, one), removed) == {"people": ()}
    assert undo_values(change(one, two), removed) == {"stories_topics": ("music",)}


def test_undoing_an_added_topic_never_opens_a_server_to_all_topics() -> None:
    music, both, sport = (
        Server(guild=50, stories_topics=topics) for topics in (("music",), ("music", "sport"), ("sport",))
    )
    assert undo_values(change(music, both), sport) == {}  # without sport there would be none, which means all
    assert undo_values(change(Server(guild=50), music), both) == {}
    assert undo_values(change(both, Server(guild=50)), sport) == {}


@given(servers)
def test_settings_outlive_json(server: Server) -> None:
    assert Server(guild=50, **settings_from_json(json.loads(json.dumps(settings_to_json(server))))) == server
    assert set(settings_to_json(server)) == set(asdict(server)) - {"guild"} == set(BY_FIELD)


def test_a_list_of_every_length_that_may_be_stored_is_named() -> None:
    assert set(MOST) == {"filters", "people", "feeds"}
