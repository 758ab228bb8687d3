"""Makes the outside agree with the table: live files first, then the editor's report, then the announcement."""

from flong.aws import publishing
from flong.formats.templates import Theme
from flong.runtime import Changes, article_of, count, for_each_change, outcome
from flong.settings import settings

THEME = Theme.load(settings().theme, settings().site_url)


def publish(changes: Changes) -> None:
    result, standing, events = publishing.settle(article_of(changes[-1]), THEME)
    about = {"build_id": standing.record.build} if standing.record else {}
    outcome(result.value, announced=[event.type for event in events], **about)
    count("EventsAnnounced", len(events))


handler = for_each_change(publish)
