"""When an article was published and changed, and when it is to go live."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from flong.article import Moment
from flong.intake.dates.read import moment_of, suggestion_for
from flong.intake.fields.draft import Draft
from flong.intake.header.names import FLAGS

# 2026-01-22-title, 2026/1/22/title, 2026_01_22, ja-2026-01-22-title; and as Pelican's writers do it, 260122-title.
DATED = re.compile(r"(?:^|/)(?:[a-z]{2}(?:-[a-z]{2,4})?-)?(\d{4})([-/_])(\d{1,2})\2(\d{1,2})(?=$|[-/_.])")
SHORT = re.compile(r"(?:^|/)(\d{2})(\d{2})(\d{2})-(?=[^/\d][^/]*$)")
EARLIEST = 1990


def published_of(draft: Draft, file: str, received: Moment) -> Moment:
    """The date given, else that in the file's name or the permalink, else when the article first came."""
    moment = given_date(draft, file)
    if moment is None:
        for source, text in (
            ("the file name", file),
            ("the permalink", draft.text("permalink")),
            ("the slug", draft.text("slug")),
        ):
            if text and (found := date_in(text, draft)):
                draft.derive("published", source)
                return found
        draft.derive("published", "the time of the first upload")
        return received
    if moment.at > draft.now:
        draft.warn(
            "published",
            f"is still to come: {moment.iso}. The article is kept back until then",
            "Nothing has to be done if that is meant; else correct the date.",
            code="published-in-future",
        )
    return moment


def given_date(draft: Draft, file: str) -> Moment | None:
    """`published`, with `time` if that stands by itself."""
    day, time = draft.text("published"), draft.text("time")
    if not day or day.lower() in FLAGS:
        check_flag(draft)
        if time:
            what = "has no date that it could belong to, and is left out"
            draft.warn("time", what, "Add `date: 2026-01-22`.")
        return None
    if not time:
        return date_of(draft, "published", file)
    try:
        joined = moment_of(f"{day} {time}", draft.site.zone)
    except ValueError:
        joined = None
    if joined is None and (alone := date_of(draft, "published", file)):
        draft.warn(
            "time",
            f"cannot be read as a time of {alone.iso}; only the day counts",
            "Write it as `09:30` or `09:30:00`.",
        )
        return alone
    return joined


def check_flag(draft: Draft) -> None:
    """`published: true` says whether; under a name such as `date`, which asks when, it is most likely a slip."""
    if draft.given("published_flag") and not draft.named("published_flag").lower().startswith("publish"):
        what = f"is `{draft.text('published_flag')}`, which names no day; it counts as whether the article is published"
        draft.warn(
            "published_flag", what, "Write a day: `date: 2026-01-22`; or `published: true`.", code="date-is-flag"
        )


def date_in(text: str, draft: Draft) -> Moment | None:
    """The day that a file name or a permalink begins with or leads through."""
    if match := DATED.search(text):
        year, month, day = int(match[1]), int(match[3]), int(match[4])
    elif match := SHORT.search(text):
        year, month, day = 2000 + int(match[1]), int(match[2]), int(match[3])
    else:
        return None
    try:
        first = datetime(year, month, day, tzinfo=ZoneInfo(draft.site.zone))
    except ValueError:
        return None
    return Moment(at=first, precision="day", zone=draft.site.zone) if year >= EARLIEST and first <= draft.now else None


def updated_of(draft: Draft, published: Moment) -> Moment | None:
    moment = date_of(draft, "updated")
    if moment and "published" not in draft.derived and is_before(moment, published):
        draft.warn(
            "updated",
            f"is {moment.iso}, before the article was published ({published.iso})",
            "Correct one of the two dates.",
            code="updated-before-published",
        )
    return moment


def is_before(one: Moment, other: Moment) -> bool:
    """Whether `one` is earlier as far as both are precise."""
    if {one.precision, other.precision} <= {"minute", "second"}:
        return one.at < other.at
    shared = min(len(one.iso), len(other.iso), len("2026-01-22"))
    return one.iso[:shared] < other.iso[:shared]


def publish_at_of(draft: Draft, published: Moment) -> Moment | None:
    """When the article goes live: the moment given, else a date of publication that is still to come."""
    if moment := date_of(draft, "publish_at"):
        return moment
    if "published" in draft.derived or published.at <= draft.now:
        return None
    draft.derive("publish_at", f"`{draft.named('published')}`")
    return published


def date_of(draft: Draft, name: str, file: str = "") -> Moment | None:
    """The moment that a field gives; where it gives none, the report also has the date in the file's name."""
    text = draft.text(name)
    if not text:
        return None
    try:
        moment = moment_of(text, draft.site.zone)
    except ValueError as error:
        what = f"cannot be: {error}"
    else:
        what = "cannot be read without guessing"
        if moment:
            return moment
    remedy = suggestion_for(text, draft.site.zone, draft.now.date())
    if in_name := date_in(file, draft):
        remedy += f" The file's name has `{in_name.iso}`."
    draft.wrong(name, what, remedy)
    return None
