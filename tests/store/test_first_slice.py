from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from store import claims, journal, posts
from store.database import open_database
from tests.store.samples import SOON, a_scheduled_post, furnish


async def test_a_post_goes_from_plan_to_link(tmp_path: Path) -> None:
    with open_database("", data_dir=tmp_path) as database:
        post = await database.write(lambda db: a_scheduled_post(db, furnish(db)))
        assert await database.read(claims.next_wake) == SOON
        [claim] = await database.write(
            lambda db: claims.claim_due(db, now=SOON, lease_s=60, limit=5)
        )
        await database.write(lambda db: journal.begin(db, claim))
        await database.write(
            lambda db: journal.intend(
                db, claim, step="create", request_hash="x", send_by=SOON, now=SOON
            )
        )
        await database.write(lambda db: claims.progress(db, claim, done=0.5, saying="half"))
        done = await database.write(
            lambda db: claims.published(
                db, claim, remote_id="9", url="https://x.com/9", now=SOON + timedelta(seconds=2)
            )
        )
        assert (await database.read(lambda db: posts.get(db, post.id))) == done
