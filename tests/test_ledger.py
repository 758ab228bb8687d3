"""What a line of the ledger lets be done: decided from values alone."""

import pytest
from flong.ledger import Line, obstacle_in, standing_of

NOW = "2026-05-04T03:02:01Z"
BEFORE, AFTER = "2026-05-04T03:02:00Z", "2026-05-04T03:02:02Z"
FAILED, FINE = "ConditionalCheckFailed", "None"


@pytest.mark.parametrize(
    ("line", "asked", "standing"),
    [
        (None, "", "free"),
        (Line(state="sending", lease=AFTER), "", "busy"),
        (Line(state="sending", lease=NOW), "", "lost"),
        (Line(state="sending", lease=BEFORE), "", "lost"),
        (Line(state="sent"), "", "over"),
        (Line(state="refused"), "", "over"),
        (Line(state="unknown", since=BEFORE), "", "over"),
        (Line(state="unknown", since=BEFORE), NOW, "free"),
        (Line(state="unknown", since=NOW), NOW, "over"),
        (Line(state="sent", since=BEFORE), NOW, "over"),
        (Line(state="refused", since=BEFORE), NOW, "over"),
        (Line(state="sending", since=BEFORE, lease=AFTER), NOW, "busy"),
    ],
)
def test_only_what_nobody_has_claimed_or_an_editor_has_asked_for_since_is_free(line, asked, standing):
    assert standing_of(line, NOW, asked) == standing


@pytest.mark.parametrize(
    ("codes", "obstacle"),
    [
        ((FAILED, FINE), "changed"),
        ((FINE, FAILED), "claimed"),
        ((FAILED, FAILED), "claimed"),
        ((FINE, FINE, FAILED), "settled"),
        ((FAILED, FINE, FAILED), "changed"),
        ((FAILED, FAILED, FAILED), "claimed"),
        ((FINE, "TransactionConflict"), "busy"),
        (("TransactionConflict", FAILED), "claimed"),
        (("ThrottlingError", FINE, FINE), "busy"),
        ((), "busy"),
    ],
)
def test_somebody_elses_claim_is_the_first_thing_that_is_learnt_of_a_refusal(codes, obstacle):
    assert obstacle_in(codes) == obstacle
