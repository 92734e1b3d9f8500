"""What articles say of people's lives, as values."""

from datetime import UTC, date, datetime, timedelta

from news.model.articles import EventReport

JANE, JOHN, MAX = 1, 2, 3


def at(day: str) -> int:
    return int(datetime.fromisoformat(day).replace(hour=12, tzinfo=UTC).timestamp())


def told(kind="married", people=(JANE, JOHN), day="2014-05-24", what="", told="2021-06-09", **more) -> EventReport:
    """Make a report of an article, or with told=None one of the catalogue."""
    source = more.pop("source", "The Gazette" if told else "Jane Roe (Reference)")
    return EventReport(
        kind=kind,
        people=people,
        date=day,
        what=what,
        status=more.pop("status", "fact"),
        sentence=more.pop("sentence", ""),
        source=source,
        told_at=at(told) if told else None,
        **more,
    )


def day(number: int) -> date:
    return date(2021, 6, 1) + timedelta(number)
