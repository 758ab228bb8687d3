"""A picture beside an article goes live with it, whichever of the two comes first."""

import pytest

from tests.make import make_png
from tests.pipeline.agreement import assert_agreement

ARTICLE = "# Tides\n\nThe sea comes and goes.\n\n![Low tide](img/boat.png)\n"
KEY, BOAT = "articles/tides.md", "articles/img/boat.png"


def page(pipeline, path: str = "/articles/tides/") -> str:
    return (pipeline.site(path) or b"").decode()


def test_a_picture_goes_live_with_the_article_that_shows_it(pipeline):
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()

    [picture] = pipeline.record("tides")["pictures"]
    assert f'src="/articles/tides/{picture["file"]}"' in page(pipeline)
    assert 'width="640" height="480"' in page(pipeline)
    assert pipeline.site(f"/articles/tides/{picture['file']}") == make_png(640, 480)
    assert pipeline.report(KEY)["understood"]["pictures"] == "img/boat.png"
    assert_agreement(pipeline)


def test_an_article_without_its_picture_says_which_is_missing_and_goes_live_when_that_comes(pipeline):
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()
    [finding] = pipeline.report(KEY)["findings"]
    assert (finding["code"], finding["line"], finding["column"]) == ("picture-missing", 5, 13)
    assert BOAT in finding["message"]
    assert pipeline.site("/articles/tides/") is None

    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.settle()

    assert pipeline.report(KEY)["status"] == "accepted"
    assert "/articles/tides/boat-" in page(pipeline)
    assert_agreement(pipeline)


def test_an_article_whose_only_picture_lies_outside_is_refused(pipeline):
    pipeline.upload(KEY, "# Tides\n\n![Low tide](../images/boat.png)\n")
    pipeline.settle()

    assert [finding["code"] for finding in pipeline.report(KEY)["findings"]] == ["picture-outside"]
    assert pipeline.site("/articles/tides/") is None


def test_a_picture_that_changes_is_shown_as_it_is_now(pipeline):
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()
    [before] = pipeline.record("tides")["pictures"]

    pipeline.upload(BOAT, make_png(320, 240))
    pipeline.settle()

    assert 'width="320" height="240"' in page(pipeline)
    assert before["file"] not in page(pipeline)
    # A mail that was sent shows the old one for ever.
    assert pipeline.site(f"/articles/tides/{before['file']}") == make_png(640, 480)
    assert_agreement(pipeline)


def test_the_same_picture_again_is_nothing_new(pipeline):
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.settle()

    assert pipeline.record("tides")["revision"] == 1


def test_a_picture_that_goes_leaves_the_article_as_it_was_and_says_so(pipeline):
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()

    pipeline.delete(BOAT)
    pipeline.settle()

    assert [finding["code"] for finding in pipeline.report(KEY)["findings"]] == ["picture-missing"]
    assert "/articles/tides/boat-" in page(pipeline)
    assert_agreement(pipeline)


def test_a_withdrawn_article_takes_its_pictures_along(pipeline):
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()

    pipeline.delete(KEY)
    pipeline.settle()

    assert not [key for key in pipeline.site_keys() if "boat" in key]
    assert_agreement(pipeline)


def test_an_article_that_moves_shows_its_pictures_there_and_keeps_them_where_mails_look(pipeline):
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()
    pipeline.upload(KEY, f"---\nslug: ebb\n---\n{ARTICLE}")
    pipeline.settle()

    [picture] = pipeline.record("tides")["pictures"]
    assert f"/articles/ebb/{picture['file']}" in page(pipeline, "/articles/ebb/")
    assert pipeline.site(f"/articles/tides/{picture['file']}") == make_png(640, 480)
    assert_agreement(pipeline)


def test_a_mail_shows_a_picture_at_its_full_address(pipeline):
    pipeline.subscribe("reader@example.org")
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()

    [picture] = pipeline.record("tides")["pictures"]
    [mail] = pipeline.mail
    html = mail.get_body(("html",)).get_content()
    assert f'/articles/tides/{picture["file"]}"' in html
    assert 'src="https://' in html


def meanwhile(pipeline, action: str, picture: bytes) -> None:
    """Uploads the picture, and lets everything come to rest, just before the first call of that kind."""

    def hook(call):
        if call.action == action and hook in pipeline.hooks.before:
            pipeline.hooks.before.remove(hook)
            pipeline.upload(BOAT, picture)
            pipeline.settle()

    pipeline.hooks.before.append(hook)


@pytest.mark.embedded
@pytest.mark.parametrize("action", ["dynamodb.PutItem", "s3.GetObject", "sns.Publish"])
def test_a_picture_that_comes_while_its_article_is_looked_at_is_not_missed(pipeline, action):
    meanwhile(pipeline, action, make_png(320, 240))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()

    assert pipeline.report(KEY)["status"] == "accepted"
    assert 'width="320" height="240"' in page(pipeline)
    assert_agreement(pipeline)


@pytest.mark.embedded
@pytest.mark.parametrize(
    "action",
    ["dynamodb.PutItem", "s3.PutObject", "sqs.SendMessage", "dynamodb.TransactWriteItems", "s3.CopyObject"],
)
def test_a_picture_that_changes_while_its_article_is_on_its_way_is_not_missed(pipeline, action):
    pipeline.upload(BOAT, make_png(640, 480))
    pipeline.settle()
    meanwhile(pipeline, action, make_png(320, 240))
    pipeline.upload(KEY, ARTICLE)
    pipeline.settle()

    assert 'width="320" height="240"' in page(pipeline)
    assert_agreement(pipeline)
