"""A subscription in any order of events, held against a model: what is read changes nothing, what is over stays so."""

from dataclasses import dataclass

import pytest
from flong.links import Link, signed
from flong.subscribers import subscriber_id
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from flong_local.testing import open_pipeline
from tests.pipeline.signing_up import HOME, ask, link_in, post

ADDRESSES = ("ada@example.com", "bo@example.com")
WRITES = ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems", "SendMessage", "SendEmail")
PLENTY = {"FLONG_MAILS_PER_ADDRESS": "40", "FLONG_REQUESTS_PER_NETWORK": "400"}
HOURS = 3600


@dataclass
class Known:
    """What is true of an address: `link` is that of its present sign-up."""

    state: str = ""
    link: str = ""
    until: float = 0


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.pipeline = open_pipeline(environment=PLENTY)
        self.known = {address: Known() for address in ADDRESSES}
        self.confirming: list[tuple[str, str]] = []
        self.preferring: list[tuple[str, str]] = []

    def teardown(self) -> None:
        self.pipeline.close()

    def now(self) -> float:
        return self.pipeline.clock.now()

    def is_over(self, it: Known) -> bool:
        return it.state == "pending" and it.until <= self.now()

    # ---- what readers do

    @rule(address=st.sampled_from(ADDRESSES))
    def signs_up(self, address: str) -> None:
        asked, before = self.now(), len(self.pipeline.mail)
        assert ask(self.pipeline, address).status == 200
        [mail] = self.pipeline.mail[before:]
        if self.known[address].state == "confirmed":
            self.preferring.append((address, link_in(mail, "preferences")))
        else:
            link = link_in(mail, "confirm")
            self.confirming.append((address, link))
            self.known[address] = Known("pending", link, asked + 48 * HOURS)

    @precondition(lambda self: self.confirming)
    @rule(data=st.data())
    def confirms(self, data: st.DataObject) -> None:
        address, link = data.draw(st.sampled_from(self.confirming))
        it = self.known[address]
        good = it.link == link and it.state in ("pending", "confirmed") and not self.is_over(it)
        status = self.pipeline.request("POST", link).status
        if good and it.state == "pending":
            it.state = "confirmed"
        assert (status == 200) == (good and it.until > self.now())

    @precondition(lambda self: self.preferring)
    @rule(data=st.data(), way=st.sampled_from(["stop", "erase"]))
    def leaves_by_preferences(self, data: st.DataObject, way: str) -> None:
        address, link = data.draw(st.sampled_from(self.preferring))
        self.pipeline.request("POST", f"{link}/{way}")
        it = self.known[address]
        if way == "erase":
            self.known[address] = Known()
        elif it.state:
            self.known[address] = Known("unsubscribed")

    @rule(address=st.sampled_from(ADDRESSES))
    def unsubscribes(self, address: str) -> None:
        assert self.pipeline.request("POST", self.way_out(address)).status == 200
        if self.known[address].state:
            self.known[address] = Known("unsubscribed")

    @precondition(lambda self: self.preferring)
    @rule(data=st.data(), tags=st.sets(st.sampled_from(["sea", "wind"])))
    def chooses(self, data: st.DataObject, tags: set[str]) -> None:
        address, link = data.draw(st.sampled_from(self.preferring))
        answer = post(self.pipeline, link, [("what", "topics"), *(("tag", it) for it in sorted(tags))])
        assert answer.status == (200 if self.known[address].state == "confirmed" else 410)

    # ---- what happens otherwise

    @rule(hours=st.sampled_from([1, 30, 60]))
    def time_passes(self, hours: int) -> None:
        self.pipeline.clock.advance(hours * HOURS)

    @rule(data=st.data(), method=st.sampled_from(["GET", "HEAD", "OPTIONS"]))
    def scanners_read(self, data: st.DataObject, method: str) -> None:
        links = [link for _, link in [*self.confirming, *self.preferring]]
        path = data.draw(st.sampled_from([HOME, f"{HOME}link", *map(self.way_out, ADDRESSES), *links]))
        before = len(self.pipeline.hooks.log)
        self.pipeline.request(method, path)
        assert [it for it in self.pipeline.hooks.log[before:] if it.operation in WRITES] == []

    def way_out(self, address: str) -> str:
        given = self.pipeline.environment
        link = Link("unsubscribe", subscriber_id(address, given["FLONG_ADDRESS_KEY"]))
        return f"/subscriptions/unsubscribe/{signed(link, given['FLONG_LINK_KEYS'].split())}"

    # ---- what is always true

    @invariant()
    def the_table_says_what_is_true(self) -> None:
        found = {it["address"]: it["state"] for it in self.pipeline.subscribers()}
        assert found == {address: it.state for address, it in self.known.items() if it.state}

    @invariant()
    def only_who_has_confirmed_stands_in_a_list(self) -> None:
        table = self.pipeline.environment["FLONG_SUBSCRIBER_TABLE"]
        items = self.pipeline.clients.dynamodb.scan(TableName=table)["Items"]
        listed = {it["sk"]["S"] for it in items if it["pk"]["S"].startswith("AUDIENCE#")}
        confirmed = {it["id"] for it in self.pipeline.subscribers() if it["state"] == "confirmed"}
        assert listed <= confirmed


Life.TestCase.settings = settings(
    max_examples=4, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
test_a_subscription_lives_as_its_model_says = pytest.mark.embedded(Life.TestCase)
