"""When an article was published and changed, and when it is to go live."""

import re
from contextlib import suppress
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flong.article import Moment, State
from flong.intake.dates.days import Day, day
from flong.intake.dates.read import moment_of, refusal_of, whole
from flong.intake.dates.refusals import NoSuchDate
from flong.intake.fields.draft import Draft
from flong.intake.header.names import FLAGS

# 2026-01-22-title, 2026/1/22/title, 2026_01_22, ja-2026-01-22-title; and as Pelican's writers do it, 260122-title.
DATED = re.compile(r"(?:^|/)(?:[a-z]{2}(?:-[a-z]{2,4})?-)?(\d{4})([-/_])(\d{1,2})\2(\d{1,2})(?=$|[-/_.])")
SHORT = re.compile(r"(?:^|/)(\d{2})(\d{2})(\d{2})-(?=[^/\d][^/]*$)")
EARLIEST = 1990
UPLOAD = "the time of the first upload"


class InName(NamedTuple):
    """The day that a name or an address has: the moment, or why it can be none."""

    written: str
    moment: Moment | None
    why: str = ""


def published_of(draft: Draft, file: str, received: Moment, state: State) -> Moment:
    """The date given, else that in the file's name or the permalink, else when the article first came."""
    if moment := given_date(draft, file):
        if state is State.PUBLISHED and moment.at > draft.now:
            draft.warn(
                "published",
                f"is still to come: {moment.iso}. The article is kept back until then",
                "Nothing has to be done if that is meant; else correct the date.",
                code="published-in-future",
            )
        return moment
    return named_date(draft, file, state) or received


def named_date(draft: Draft, file: str, state: State) -> Moment | None:
    """The day that the article is called by; a warning where the only one there is cannot be the day it came out."""
    unfit: list[tuple[str, str | None, InName]] = []
    for name, source, text in (
        ("published", "the file name", file),
        ("permalink", "the permalink", draft.text("permalink")),
        ("slug", "the slug", draft.text("slug")),
    ):
        if not text or not (found := day_in(text, draft)):
            continue
        if found.moment and found.moment.at <= draft.now:
            draft.derive("published", source)
            return found.moment
        unfit.append((name, text, found))
    draft.derive("published", UPLOAD)
    if unfit and "published" not in draft.mistaken and (state is State.PUBLISHED or not unfit[0][2].moment):
        warn_of_name(draft, *unfit[0])
    return None


def warn_of_name(draft: Draft, name: str, text: str | None, found: InName) -> None:
    of_file = name == "published"
    has = "is not given, and the file's name has" if of_file else "has"
    what = "that is still to come" if found.moment else "that cannot be right"
    why = f": {found.why}" if found.why else ""
    wait = " To hold the article back until then, write that day as its date." if found.moment else ""
    draft.warn(
        name,
        f"{has} a day {what}, `{found.written}`{why}. The article gets the time of its first upload instead",
        f"Correct {'the name' if of_file else 'it'}, or write the date itself: `date: {today(draft)}`.{wait}",
        code="date-in-name",
        at=found.written if of_file else text,
    )


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


def day_in(text: str, draft: Draft) -> InName | None:
    """The day that a file name or a permalink begins with or leads through, if any."""
    if match := DATED.search(text):
        year, month, number = int(match[1]), int(match[3]), int(match[4])
        written = match[0][match.start(1) - match.start() :]
    elif match := SHORT.search(text):
        year, month, number = 2000 + int(match[1]), int(match[2]), int(match[3])
        written = "".join(match.groups())
    else:
        return None
    if year < EARLIEST:
        return None
    try:
        found = InName(written, whole(Day(day(year, month, number)), draft.site.zone))
    except NoSuchDate as refused:
        found = InName(written, None, str(refused))
    # Six digits are any number, as long as they are no day that has been or is near.
    near = found.moment and year <= draft.now.year + 1
    return found if near or len(written) > len("260122") else None


def updated_of(draft: Draft, published: Moment, state: State) -> Moment | None:
    moment = date_of(draft, "updated")
    if not moment or "published" in draft.mistaken:
        return moment
    if moment.at > draft.now and state is State.PUBLISHED:
        draft.warn(
            "updated",
            f"is still to come: {moment.iso}. Readers see it as it is",
            f"Write the day of the update, `{draft.named('updated')}: {today(draft)}`, or leave it out.",
            code="updated-in-future",
        )
    elif is_before(moment, published):
        warn_of_order(draft, moment, published, state)
    return moment


def warn_of_order(draft: Draft, updated: Moment, published: Moment, state: State) -> None:
    source = draft.derived.get("published")
    if source == UPLOAD and state is not State.PUBLISHED:
        return  # a draft has not been published yet
    when = f"{published.iso[:10]}, taken from {source}" if source else published.iso
    draft.warn(
        "updated",
        f"is {updated.iso}, before the article was published ({when})",
        f"Say when it was published: `date: {updated.iso}`." if source else "Correct one of the two dates.",
        code="updated-before-published",
    )


def today(draft: Draft) -> date:
    return draft.now.astimezone(ZoneInfo(draft.site.zone)).date()


def is_before(one: Moment, other: Moment) -> bool:
    """Whether `one` is earlier as far as both are precise."""
    if {one.precision, other.precision} <= {"minute", "second"}:
        return one.at < other.at
    shared = min(len(one.iso), len(other.iso), len("2026-01-22"))
    return one.iso[:shared] < other.iso[:shared]


def is_to_come(draft: Draft, published: Moment) -> bool:
    """Whether an article says that it comes out later, and means to go live then."""
    if "published" in draft.derived or "published" in draft.mistaken or published.at <= draft.now:
        return False
    draft.derive("publish_at", f"`{draft.named('published')}`")
    return True


def date_of(draft: Draft, name: str, file: str = "") -> Moment | None:
    """The moment that a field gives; where it gives none, the report also has the date in the file's name."""
    text = draft.text(name)
    if not text:
        return None
    with suppress(ValueError):
        if moment := moment_of(text, draft.site.zone):
            return moment
    what, remedy = refusal_of(text, draft.site.zone, today(draft))
    if (in_name := day_in(file, draft)) and in_name.moment:
        remedy += f" The file's name has `{in_name.moment.iso}`."
    draft.wrong(name, what, remedy)
    return None
