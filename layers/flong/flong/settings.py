"""Everything that differs between deployments, typed, and read from the environment once."""

import os
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from typing import Any

READS: dict[object, Callable[[str], Any]] = {str: str, int: int, bool: lambda text: text.lower() in ("true", "1")}
"""How a value of each type is written in the environment."""


@dataclass(frozen=True)
class Settings:
    """Names of resources and the few choices of a deployment; `FLONG_<NAME>` in the environment."""

    source_bucket: str
    builds_bucket: str
    site_bucket: str
    article_table: str
    subscriber_table: str
    intake_queue: str
    render_queue: str
    index_queue: str
    collections_queue: str
    articles_topic: str
    archive_bucket: str = ""
    """Where every event is kept for replays."""
    bulk_queue: str = ""
    """The paced queue of keys to look at, for those who ask for many at once."""
    intake_arn: str = ""
    """The intake queue as schedules name it."""
    schedule_group: str = ""
    """The group that the schedules of articles are in."""
    schedule_role: str = ""
    """The role by which schedules put keys on the intake queue; empty where nothing is to be scheduled."""
    schedule_dead_letters: str = ""
    """The queue, by its ARN, of keys that a schedule could not put on the intake queue."""
    theme: str = "/opt/theme"
    """The folder of templates, CSS and `site.toml`: a layer of its own."""
    site_url: str = ""
    """Where readers find the site, without a trailing slash; empty: the theme's own."""
    event_prefix: str = "com.example.flong"
    """Reverse-DNS prefix of every event type, such as `com.example.flong.article.published.v1`."""
    mail_from: str = "editor@example.com"
    configuration_set: str = ""
    """SES's configuration set that tells what becomes of a mail; empty: nobody hears of it."""
    soft_bounces: int = 5
    """How many mails have to come back for reasons that may pass before an address is mailed no more."""
    soft_bounce_days: int = 30
    """Within how many days they have to."""
    deliver_queue: str = ""
    undo_window: int = 300
    """Seconds between an announcement and its first mail, in which an editor may take it back."""
    max_announce_age: int = 604_800
    """Seconds after which what was to be mailed is no news any more: a week."""
    mail_notices: str = "none"
    """What those who have had an article in the mail are told of it later: `none`, `corrections`, or
    `corrections-and-withdrawals`."""
    mail_senders: int = 2
    """How many functions send at once, and share what SES allows: the template's `MaximumConcurrency`."""
    mail_part: int = 100
    """Recipients that are mailed by one message of the queue: the most that one BatchGetItem reads."""
    ledger_days: int = 400
    """Days that the ledger keeps who was mailed what."""
    preferences_days: int = 30
    """Days that the link to a reader's preferences at the foot of a mail works."""
    unsubscribe_address: str = ""
    """Where a mail program may write that its user wants no more mail, for those that know no other way; or empty."""
    address_key: str = ""
    """The key of the hashes that stand for mail addresses; never changed, or nobody would be known any more."""
    link_keys: str = ""
    """The keys of the links in mails, with a space between: the first signs, the others are still good."""
    subscriptions_queue: str = ""
    """Requests of people who gave their address, for whoever answers them by mail."""
    confirm_hours: int = 48
    """Hours for which a link that confirms a sign-up is good; what was not confirmed is forgotten then."""
    erase_days: int = 30
    """Days after which somebody who has left is forgotten."""
    mails_per_address: int = 3
    """How many mails with a link an address gets in a day, whoever asks for them."""
    requests_per_network: int = 30
    """How many requests for such mails one network may make in an hour."""
    origin_secret: str = ""
    """What the CDN says to prove that a request came through it; empty where there is none."""
    api_origins: str = "*"
    """Whose pages may read the API in a browser: `*`, or origins such as `https://news.example.com`, with spaces."""
    api_max_age: int = 10
    """Seconds that an answer of the API may be kept, and as many again while it is fetched anew."""
    recheck_delay: int = 2
    """Seconds before a key that moved under our hands is looked at again; grows with every try."""
    max_receives: int = 5
    """How often a queue hands a message out before it becomes a dead letter: the template's `maxReceiveCount`."""
    audit_repairs: bool = True
    """Whether the daily audit sets going what puts right what it has found."""
    build_days: int = 90
    """Days after which a build expires that is neither live nor among an article's last ones."""
    builds_kept: int = 3
    """How many of an article's last builds never expire."""
    collect_delay: int = 20
    """Seconds that changes to a collection are gathered before it is rebuilt."""

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> "Settings":
        """Settings from `environ`; KeyError names the variable that is missing."""
        given: dict[str, Any] = {}
        for field in fields(cls):
            name = f"FLONG_{field.name.upper()}"
            if name in environ:
                given[field.name] = READS[field.type](environ[name])
            elif field.default is MISSING:
                raise KeyError(name)
        return cls(**given)


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.read(os.environ)
