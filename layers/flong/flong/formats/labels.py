"""The words that Flong adds to an article, in its readers' language: a catalogue a language, in the theme."""

import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from pydantic import ConfigDict, ValidationError

from flong.article import Moment, Value

FALLBACK = "en"
LATIN = "0123456789"

Plural = dict[str, str]
"""A text for each category that the language tells apart; `other` for all the rest."""


class Labels(Value):
    """One language's labels; `layers/theme/labels/en.toml` says what each is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str
    direction: str
    digits: str
    months: tuple[str, ...]
    date_day: str
    date_month: str
    date_time: str
    list_between: str
    list_last: str
    skip: str
    by: str
    updated: str
    minutes: Plural
    coverage_of: str
    correction: str
    contents: str
    key_takeaways: str
    sources: str
    notes: str
    back: str
    tags: str
    also_as: str
    plain_text: str
    table: str
    done: str
    to_do: str
    links: str
    picture: str
    read_at: str
    in_browser: str
    goes_on: str
    read_on: str
    reason: str
    preferences: str
    unsubscribe: str
    on_the_web: str
    corrected_subject: str
    withdrawn_subject: str
    withdrawn_notice: str
    latest: str
    topics: str
    topic: str
    section: str
    sections: str
    author: str
    authors: str
    archive: str
    all_topics: str
    most_used: str
    related: str
    other_articles: str
    articles: Plural
    on_topic: str
    in_section: str
    by_author: str
    of_month: str
    follow: str
    feed: str
    pages: str
    older: str
    newer: str
    page_of: str
    nothing_yet: str
    nothing_here: str
    moved: str
    led_on: str
    moved_to: str
    withdrawn: str
    stop: str
    stop_means: str
    stopped: str
    stopped_means: str
    link_unknown: str
    link_unknown_means: str
    back_to: str
    subscribe: str
    subscribe_means: str
    consent: str
    language_name: str
    address: str
    what: str
    everything: str
    some_topics: str
    language_of_mails: str
    leave_empty: str
    do_subscribe: str
    address_missing: str
    address_malformed: str
    address_too_long: str
    address_not_plain: str
    no_topics: str
    too_many_topics: str
    asked: str
    asked_means: str
    asked_nothing: str
    confirm: str
    confirm_means: str
    do_confirm: str
    confirmed: str
    confirmed_means: str
    to_preferences: str
    link_old: str
    link_old_means: str
    your_mails: str
    saved: str
    gets_nothing: str
    pause: str
    pause_keep: str
    pause_week: str
    pause_month: str
    pause_quarter: str
    pause_none: str
    paused_until: str
    save: str
    leave: str
    leave_means: str
    erase: str
    erase_means: str
    do_erase: str
    erased: str
    erased_means: str
    link_expired: str
    send_link: str
    send_link_means: str
    have_my_link: str
    not_subscribed: str
    not_subscribed_means: str
    slow_down: str
    slow_down_means: str
    refused: str
    refused_means: str
    not_understood: str
    not_understood_means: str
    nothing_there: str
    failed: str
    failed_means: str
    confirm_subject: str
    confirm_asked: str
    wants_everything: str
    wants_topics: str
    link_until: str
    confirm_ignore: str
    link_subject: str
    link_asked: str
    link_leads: str
    link_ignore: str

    def number(self, number: int | str) -> str:
        """A number in the language's own digits."""
        return str(number).translate(str.maketrans(LATIN, self.digits))

    def counted(self, plural: Plural, number: int) -> str:
        """The text for so many, with the number in it."""
        category = PLURALS.get(self.language.partition("-")[0], one_or_other)(number)
        return plural.get(category, plural["other"]).format(n=self.number(number))

    def enumerated(self, names: list[str]) -> str:
        """`A`, `A and B`, `A, B and C`."""
        *others, last = names or [""]
        return f"{self.list_between.join(others)}{self.list_last}{last}" if others else last

    def written(self, moment: Moment) -> str:
        """`22 January 2026`, `January 2026`, `2026` or `22 January 2026, 09:30 UTC`: no more than was given."""
        local = moment.local
        parts = {
            "day": self.number(local.day),
            "month": self.months[local.month - 1],
            "year": self.number(local.year),
        }
        if moment.precision == "year":
            return parts["year"]
        if moment.precision == "month":
            return self.date_month.format(**parts)
        date = self.date_day.format(**parts)
        if moment.precision == "day":
            return date
        time = f"{local:%H:%M}".translate(str.maketrans(LATIN, self.digits))
        return self.date_time.format(date=date, time=time, zone=local.tzname())


def one_or_other(number: int) -> str:
    return "one" if number == 1 else "other"


def arabic(number: int) -> str:
    named = {0: "zero", 1: "one", 2: "two"}.get(number)
    return named or ("few" if 3 <= number % 100 <= 10 else "many" if number % 100 >= 11 else "other")


PLURALS: Mapping[str, Callable[[int], str]] = {"ar": arabic}
"""Of whole numbers, by CLDR (https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html)."""

Catalogues = Mapping[str, Labels]
"""Labels by BCP 47 tag in lower case."""


def load_labels(folder: Path) -> Catalogues:
    """Every catalogue in `folder`; ValueError names the file and the label that is missing or too many."""
    found = {}
    for file in sorted(folder.glob("*.toml")):
        try:
            stated = tomllib.loads(file.read_text(encoding="utf-8"))
            found[file.stem.lower()] = Labels(language=file.stem, **stated)
        except ValidationError as error:
            first = error.errors()[0]
            raise ValueError(f"labels/{file.name}: {first['loc'][0]}: {first['msg']}") from None
    if FALLBACK not in found:
        raise ValueError(f"labels/{FALLBACK}.toml is missing")
    return found


def labels_for(language: str, site_language: str, catalogues: Catalogues) -> Labels:
    """Those of the language, else of its first part, else the site's, else English."""
    for tag in (language.lower(), site_language.lower()):
        for name in (tag, tag.partition("-")[0]):
            if name in catalogues:
                return catalogues[name]
    return catalogues[FALLBACK]
