import pytest
from flong.intake.dates import moment_of


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("January 22, 2026", "2026-01-22"),
        ("Jan 22, 2026", "2026-01-22"),
        ("Jan. 22 2026", "2026-01-22"),
        ("22 January 2026", "2026-01-22"),
        ("22nd of January 2026", None),
        ("Friday December 12, 2025", "2025-12-12"),
        ("Sept. 3, 2025", "2025-09-03"),
        ("May 1, 2026", "2026-05-01"),
        ("2026-01-22", "2026-01-22"),
        ("2026/1/2", "2026-01-02"),
        ("December 2025", "2025-12"),
        ("2025-12", "2025-12"),
        ("2025", "2025"),
        ("2026-01-22T09:30:00Z", "2026-01-22T10:30:00+01:00"),
        ("2026-01-22 9:30", "2026-01-22T09:30:00+01:00"),
        ("2013-05-31 9:00:00 -0400", "2013-05-31T15:00:00+02:00"),
        ("12/15/2025", None),
        ("1 day ago", None),
        ("2025-12-XX", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_precisely_as_it_was_written_or_not_at_all(text, iso):
    moment = moment_of(text, "Europe/Berlin")

    assert (moment and moment.iso) == iso


@pytest.mark.parametrize("text", ["2017-02-29", "February 30, 2026", "2026-13-01", "2026-01-22 25:00"])
def test_a_day_that_no_calendar_has_is_an_error(text):
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        moment_of(text, "UTC")


def test_a_day_begins_in_the_sites_zone():
    assert moment_of("2026-01-22", "Asia/Tokyo").sortable == "2026-01-21T15:00:00Z"
