"""How fast mail goes out, and what an answer of SES's means: decided from values alone."""

import pytest
from flong.pacing import LONGEST_WAIT, Quota, answer_of, pace_of, seconds_to_wait
from hypothesis import given
from hypothesis import strategies as st


def test_those_who_send_at_once_share_the_rate():
    assert pace_of(Quota(rate=14, daily=-1, sent=0), senders=2, wanted=100) == (2 / 14, 100)


def test_where_ses_does_not_say_mail_goes_out_as_slowly_as_any_account_may():
    assert pace_of(None, senders=2, wanted=100) == (2, 100)


@pytest.mark.parametrize(
    ("quota", "allowed"),
    [
        (Quota(14, 50_000, 0), 100),
        (Quota(14, 50_000, 49_960), 40),
        (Quota(14, 50_000, 50_000), 0),
        (Quota(14, 50_000, 50_001), 0),
        (Quota(14, -1, 10**9), 100),
        (Quota(14, 50_000, 0, enabled=False), 0),
        (Quota(0, 50_000, 0), 0),
    ],
)
def test_no_more_is_sent_than_the_day_has_left_and_nothing_where_sending_is_off(quota, allowed):
    assert pace_of(quota, senders=2, wanted=100).allowed == allowed


@given(
    st.floats(0.1, 1e4), st.floats(-1, 1e6), st.floats(0, 1e6), st.integers(1, 50), st.integers(0, 100), st.booleans()
)
def test_together_they_never_go_faster_than_they_may(rate, daily, sent, senders, wanted, enabled):
    pace = pace_of(Quota(rate, daily, sent, enabled), senders, wanted)

    assert 0 <= pace.allowed <= wanted
    assert pace.allowed == 0 or senders / pace.interval <= rate * 1.000001
    assert daily < 0 or pace.allowed <= max(0, daily - sent)


@pytest.mark.parametrize(
    ("code", "status", "answer"),
    [
        ("TooManyRequestsException", 429, "slow"),
        ("ThrottlingException", 400, "slow"),
        ("LimitExceededException", 400, "slow"),
        ("Whatever", 429, "slow"),
        ("SendingPausedException", 400, "paused"),
        ("AccountSuspendedException", 400, "paused"),
        ("MessageRejected", 400, "refused"),
        ("BadRequestException", 400, "refused"),
        ("MailFromDomainNotVerifiedException", 400, "broken"),
        ("NotFoundException", 404, "broken"),
        ("AccessDeniedException", 403, "broken"),
        ("InternalFailure", 500, "open"),
        ("ServiceUnavailable", 503, "open"),
        ("", 0, "open"),
    ],
)
def test_only_what_ses_has_surely_not_taken_may_be_sent_again(code, status, answer):
    assert answer_of(code, status) == answer


@pytest.mark.parametrize("why", ["slow", "open", "paused", "quota"])
def test_what_waits_in_vain_waits_longer_but_never_longer_than_a_queue_can_keep_it(why):
    waits = [seconds_to_wait(why, tries) for tries in range(2000)]

    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert waits[0] > 0
