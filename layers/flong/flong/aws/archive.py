"""The archive bucket: every event, for replays."""

from collections.abc import Sequence

from flong.archive import Kept, packed
from flong.aws.clients import client
from flong.settings import settings

s3 = client("s3")


def keep(events: Sequence[Kept]) -> None:
    """Writes events into the folders of their days; the same once more changes nothing."""
    for it in packed(events):
        s3.put_object(
            Bucket=settings().archive_bucket,
            Key=it.key,
            Body=it.content,
            # No Content-Encoding: whoever fetches a .gz expects one.
            ContentType="application/gzip",
        )
