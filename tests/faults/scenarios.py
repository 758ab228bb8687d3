"""What editors do, step by step; after each step the pipeline comes to rest, if nothing holds it up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from unittest.mock import patch

from flong_local.embedded import EmbeddedPipeline, functions

Step = Callable[[EmbeddedPipeline], None]
READERS = ("hal@example.com", "jo@example.com", "gil@example.com", "bo@example.com")
"""They are two parts of an audience, where a part has two."""
LOST = {"bounce@example.com": "bounce", "complain@example.com": "complaint"}
"""Who cannot or will not have mail, and why; the local SES knows them by their names."""
HOUR, DAY = 3_600, 86_400
BAD = "---\ntitle: Tides\nstatus: nonsense\n---\nWords of a rejected edit.\n"


@dataclass(frozen=True)
class Scenario:
    """Steps, and the title of each article by which it is known in mails."""

    name: str
    steps: tuple[Step, ...]


def text(title: str, words: str, **fields: str) -> str:
    header = "".join(f"{name}: {value}\n" for name, value in fields.items())
    return f"---\ntitle: {title}\n{header}---\n{words}\n"


def upload(name: str, words: str = "one", **fields: str) -> Step:
    content = text(fields.pop("title", name.capitalize()), words, **fields)
    return lambda pipeline: pipeline.upload(f"articles/{name}.md", content)


def bad(name: str) -> Step:
    return lambda pipeline: pipeline.upload(f"articles/{name}.md", BAD)


def delete(name: str) -> Step:
    return lambda pipeline: pipeline.delete(f"articles/{name}.md")


def later(name: str, seconds: int) -> Step:
    def step(pipeline: EmbeddedPipeline) -> None:
        due = datetime.fromtimestamp(pipeline.clock.now() + seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        upload(name, publish_at=due, tags="[Sea]")(pipeline)

    return step


def pass_time(seconds: int) -> Step:
    return lambda pipeline: pipeline.clock.advance(seconds)


def rebuild(name: str) -> Step:
    return lambda pipeline: pipeline.send("BulkQueue", {"key": f"articles/{name}.md", "rebuild": True})


def restyle(words: str = "") -> Step:
    """From now on, and as long as the pipeline is open, pages are made with another theme, which may show `words`."""

    def step(pipeline: EmbeddedPipeline) -> None:
        for module in (it for (file, _), it in functions._loaded.items() if file.parent.name in ("validate", "render")):
            if hasattr(module, "FINGERPRINT"):
                pipeline._open.enter_context(patch.object(module, "FINGERPRINT", f"another, with {words}"))
            elif words:
                constants = {**module.THEME.constants, "masthead": words}
                pipeline._open.enter_context(patch.object(module, "THEME", replace(module.THEME, constants=constants)))

    return step


def subscribed(pipeline: EmbeddedPipeline) -> None:
    for reader in READERS:
        pipeline.subscribe(reader)


def with_lost_ones(pipeline: EmbeddedPipeline) -> None:
    for reader in (READERS[0], *LOST):
        pipeline.subscribe(reader)


def seven_subscribed(pipeline: EmbeddedPipeline) -> None:
    for reader in (*READERS, "ada@example.com", "cy@example.com", "dot@example.com"):
        pipeline.subscribe(reader)


SCENARIOS = (
    Scenario("first publication", (upload("tides", tags="[Sea, Moon]"),)),
    Scenario(
        "update with tags",
        (
            upload("tides", tags="[Sea, Moon]", date="2026-01-02"),
            upload("tides", "two", tags="[Moon, Wind]", date="2026-02-03"),
        ),
    ),
    Scenario("withdrawal", (upload("tides", tags="[Sea]"), delete("tides"))),
    Scenario("rename", (upload("tides", tags="[Sea]"), upload("ebb", title="Tides", tags="[Sea]"), delete("tides"))),
    Scenario("new address", (upload("tides", slug="from"), upload("tides", slug="to"))),
    Scenario(
        "path conflict and release",
        (upload("tides", slug="x"), upload("waves", slug="x", tags="[Sea]"), delete("tides")),
    ),
    Scenario("correction", (upload("tides"), upload("tides", "two", correction="It said one."))),
    Scenario("rejected edit", (upload("tides", tags="[Sea]"), bad("tides"), upload("tides", "two", tags="[Sea]"))),
    Scenario(
        "draft", (upload("tides", tags="[Sea]"), upload("tides", draft="true", tags="[Sea]"), upload("tides", "three"))
    ),
    Scenario("schedule due", (later("tides", DAY), pass_time(DAY + HOUR))),
    Scenario(
        "schedule changed",
        (later("tides", DAY), later("tides", 2 * DAY), upload("tides", draft="true")),
    ),
    Scenario("rebuild", (upload("tides", tags="[Sea]"), rebuild("tides"))),
    Scenario("another build", (upload("tides", tags="[Sea]"), restyle(), rebuild("tides"))),
    Scenario("new look", (subscribed, upload("tides", tags="[Sea]"), restyle("A new look"), rebuild("tides"))),
    Scenario("feedback", (with_lost_ones, upload("tides"), upload("waves"))),
    Scenario("mailing", (subscribed, upload("tides"), upload("tides", "two", change="minor"))),
    Scenario("mailing to seven", (seven_subscribed, upload("tides"))),
    Scenario("return of what was mailed", (subscribed, upload("tides"), delete("tides"), upload("tides", "two"))),
)

BY_NAME = {scenario.name: scenario for scenario in SCENARIOS}


def again(pipeline: EmbeddedPipeline) -> None:
    pipeline.send("IntakeQueue", {"key": "articles/tides.md"})


def edit_and_back(pipeline: EmbeddedPipeline) -> None:
    upload("tides", "another", tags="[Wind]")(pipeline)
    pipeline.settle()
    upload("tides", tags="[Sea, Moon]")(pipeline)


def rename(pipeline: EmbeddedPipeline) -> None:
    s3, bucket = pipeline.clients.s3, pipeline.environment["FLONG_SOURCE_BUCKET"]
    try:
        data = s3.get_object(Bucket=bucket, Key="articles/tides.md")["Body"].read()
    except s3.exceptions.NoSuchKey:
        return
    pipeline.upload("articles/spring.md", data)
    pipeline.settle()
    pipeline.delete("articles/tides.md")


def leave(pipeline: EmbeddedPipeline) -> None:
    """One reader unsubscribes, as a click on the link in a mail has it."""
    for subscriber in pipeline.subscribers()[:1]:
        pipeline.clients.dynamodb.update_item(
            TableName=pipeline.environment["FLONG_SUBSCRIBER_TABLE"],
            Key={name: {"S": subscriber[name]} for name in ("pk", "sk")},
            UpdateExpression="SET #state = :left ADD version :one",
            ExpressionAttributeNames={"#state": "state"},
            ExpressionAttributeValues={":left": {"S": "unsubscribed"}, ":one": {"N": "1"}},
        )


def overtake(pipeline: EmbeddedPipeline) -> None:
    """As after a timeout: what runs is given to others, who come to the end, and then goes on."""
    pipeline.time_out_running()
    upload("tides", "overtaken", tags="[Moon]")(pipeline)


INTERFERENCES: dict[str, Step] = {
    "edit": upload("tides", "edited", tags="[Wind]"),
    "delete": delete("tides"),
    "duplicate": again,
    "edit and back": edit_and_back,
    "rename": rename,
    "path claimed": upload("rival", "rival", slug="tides"),
    "path released": delete("waves"),
    "rebuild": rebuild("tides"),
    "bad edit": bad("tides"),
    "overtaken": overtake,
    "unsubscribed": leave,
}
"""What happens while a function stands still at a call, and comes to its end before it goes on."""
