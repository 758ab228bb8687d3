from flong.snapshot import MOST_ARCHIVES, Snapshot, archives, due, fronts, site_wide

COUNTERS = {("TAGS#1", "sea"): 2, ("TAGS#3", "gone"): 0, ("AUTHORS", "ada"): 1, ("MONTHS", "2026-01"): 2}


def test_each_list_that_ever_had_an_article_has_a_front_page():
    assert fronts(Snapshot(counters=COUNTERS)) == ["author/ada", "tag/sea", "tag/gone"]
    assert site_wide(Snapshot(counters=COUNTERS)) == ("home", "sitemap")


def test_before_anything_was_public_there_is_no_collection():
    assert fronts(Snapshot()) == archives(Snapshot()) == [] == list(site_wide(Snapshot()))


def test_each_month_of_a_list_that_has_articles_has_a_page():
    keys = [("TAG#sea", "2026-01-02T00:00:00Z#a"), ("TAG#sea", "2026-01-03T00:00:00Z#b"), ("LATEST#2026-01", "x#a")]

    assert archives(Snapshot(entries=dict.fromkeys(keys, b""))) == ["month/2026-01", "tag/sea/2026-01"]


def test_of_a_large_archive_each_month_is_compared_in_its_turn_and_none_is_left_out():
    many = [f"tag/sea-{number}/2026-01" for number in range(3 * MOST_ARCHIVES)]
    days = [due(many, day, MOST_ARCHIVES) for day in range(700_000, 700_003)]

    assert sorted(it for found in days for it in found) == sorted(many)
    assert max(map(len, days)) < 1.2 * MOST_ARCHIVES
    assert due(many[:10], 700_000, MOST_ARCHIVES) == many[:10]
