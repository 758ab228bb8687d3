"""The benchmark of mail runs, and what it counts grows with recipients, and with nothing else."""

import json
import os
import subprocess
import sys

import pytest

from benchmarks.queues import Queues, Rules
from benchmarks.readers import circles, readers

pytestmark = pytest.mark.timeout(600)  # processes of their own, which have to wait for one another
SUBSCRIBERS = 1_000
PART = "25"
"""Recipients of a part: so few that parts are full even of a mailing that is small."""
ONE = {"q": 1}


@pytest.fixture(scope="module")
def measured():
    command = [sys.executable, "-m", "benchmarks.mail", "--subscribers", str(SUBSCRIBERS), "--json"]
    told = {**os.environ, "FLONG_MAIL_PART": PART}
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=True, env=told).stdout)


@pytest.fixture(scope="module")
def mailings(measured):
    return {(it["name"], it["subscribers"]): it for it in measured["mailings"]}


def test_a_mailing_costs_the_same_however_many_are_not_its_recipients(mailings):
    few, many = mailings["harbour", SUBSCRIBERS // 10], mailings["harbour", SUBSCRIBERS]

    assert few["mails"] == many["mails"] == SUBSCRIBERS // 100
    assert (few["audience"], few["sending"]) == (many["audience"], many["sending"])


def test_a_further_recipient_takes_at_most_three_calls(mailings):
    small, large = mailings["port", SUBSCRIBERS], mailings["most popular", SUBSCRIBERS]

    assert (calls(large) - calls(small)) / (large["mails"] - small["mails"]) <= 3


def test_a_further_recipient_costs_the_same_of_few_and_of_many(mailings):
    small, middle, large = (mailings[it, SUBSCRIBERS] for it in ("harbour", "port", "most popular"))

    for unit in ("write units", "read units"):
        first, second = further(small, middle, unit), further(middle, large, unit)
        assert second <= first * 1.2, unit


def test_it_takes_no_more_memory_to_mail_a_hundred_times_as_many(measured):
    few, _, many = measured["memory"]

    assert many["mails"] == 100 * few["mails"]
    assert many["peak_bytes"] <= 1.5 * few["peak_bytes"]


def test_most_of_the_money_is_for_the_mails_themselves(measured):
    assert measured["cost"]["SES"] == pytest.approx(0.1)
    assert measured["cost"]["SES"] > 5 * sum(cost for name, cost in measured["cost"].items() if name != "SES")


def calls(mailing):
    return mailing["audience"]["calls"] + mailing["sending"]["calls"]


def further(small, large, unit):
    costs = [it["audience"].get(unit, 0) + it["sending"].get(unit, 0) for it in (small, large)]
    return (costs[1] - costs[0]) / (large["mails"] - small["mails"])


def test_subscribers_are_the_same_each_time_and_some_are_not_to_be_mailed():
    there = list(readers(1_000))

    assert there == list(readers(1_000))
    assert 250 < sum(it.everything for it in there) < 350
    assert 40 < sum(it.state != "confirmed" for it in there) < 120
    assert max(len(it.tags) for it in there) == 10


def test_circles_have_who_is_in_them_and_nobody_else():
    there = list(circles(10, {"few": 2, "all": 10}))

    assert [it.tags for it in there] == [("few", "all")] * 2 + [("all",)] * 8
    assert not any(it.everything for it in there)


def test_a_message_that_is_not_deleted_comes_again_and_is_a_dead_letter_in_the_end():
    now = [0.0]
    queues = Queues(lambda: now[0], {"q": Rules(visibility=30, most=2)})
    queues.call("SendMessage", {"QueueUrl": "https://sqs/1/q", "MessageBody": "{}", "DelaySeconds": 5})

    assert queues.receive(ONE) == []
    for now[0] in (5, 35):
        assert [it.body for it in queues.receive(ONE)] == ["{}"]
        assert queues.receive(ONE) == []
    now[0] = 65
    assert queues.receive(ONE) == []
    assert [it.receives for it in queues.dead] == [2]


def test_a_batch_is_of_one_queue_and_what_is_deleted_does_not_come_again():
    queues = Queues(lambda: 0, {name: Rules(visibility=0, most=9) for name in "qr"})
    for queue in "qrqq":
        queues.send(queue, "{}")

    batch = queues.receive({"q": 2, "r": 2})
    queues.delete(batch)

    assert [it.queue for it in batch] == ["q", "q"]
    assert sorted(it.queue for it in queues.waiting.values()) == ["q", "r"]


def test_no_message_waits_longer_than_sqs_lets_it():
    with pytest.raises(ValueError, match="901"):
        Queues(lambda: 0, {}).send("q", "{}", 901)
