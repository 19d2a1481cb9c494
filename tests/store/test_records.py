"""Notices, events seen and tracked, the audit log, API tokens, metrics."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from store import api_tokens, audit, events, metrics, notices, posts, seen, workspaces
from store.api_tokens import ApiToken
from store.database import Database
from store.errors import IllegalMove, NotFound
from store.records import api_tokens as token_table
from store.records import audit_log, post_metrics
from store.records import events as event_table
from store.records import notices as notice_table
from store.words import Notice, Post, State
from tests.store.samples import NOW, PERSON, WORKSPACE, a_post_that_is, furnish


def _notice(database: Database, post: Post, kind: str = "published") -> Notice:
    return database.write_now(
        lambda db: notices.add(
            db,
            workspace_id=WORKSPACE,
            post_id=post.id,
            kind=kind,
            payload={"url": "https://x.com/9"},
            now=NOW,
        )
    )


def _pending(database: Database, limit: int = 10) -> list[Notice]:
    return database.read_now(lambda db: notices.pending(db, limit=limit))


def _post(database: Database, state: State) -> Post:
    return database.write_now(lambda db: a_post_that_is(db, furnish(db), state))


def test_a_notice_is_pending_until_it_was_said(each_database: Database) -> None:
    notice = _notice(each_database, _post(each_database, State.DRAFT))
    assert _pending(each_database) == [notice]

    each_database.write_now(lambda db: notices.sent(db, notice.id, now=NOW))

    assert _pending(each_database) == []


def test_a_notice_said_twice_keeps_its_first_moment(each_database: Database) -> None:
    notice = _notice(each_database, _post(each_database, State.DRAFT))
    each_database.write_now(lambda db: notices.sent(db, notice.id, now=NOW))

    each_database.write_now(lambda db: notices.sent(db, notice.id, now=NOW + timedelta(1)))

    [row] = each_database.read_now(lambda db: db.execute(select(notice_table)).all())
    assert row.sent_at == NOW


def test_notices_of_a_deleted_draft_go_with_it(each_database: Database) -> None:
    post = _post(each_database, State.DRAFT)
    _notice(each_database, post)

    each_database.write_now(lambda db: posts.delete_draft(db, post.id))

    assert _pending(each_database) == []


def test_pending_notices_come_in_portions(each_database: Database) -> None:
    post = _post(each_database, State.DRAFT)
    for kind in ("one", "two", "three"):
        _notice(each_database, post, kind)

    assert len(_pending(each_database, limit=2)) == 2


def test_an_event_is_new_once(each_database: Database) -> None:
    def first_time(key: str) -> bool:
        return each_database.write_now(lambda db: seen.first_time(db, key, now=NOW))

    assert [first_time(key) for key in ("Ev1", "Ev1", "Ev2")] == [True, False, True]


def test_old_events_are_forgotten(each_database: Database) -> None:
    def first_time(days: int) -> bool:
        moment = NOW + timedelta(days=days)
        return each_database.write_now(lambda db: seen.first_time(db, "Ev1", now=moment))

    first_time(0)
    assert each_database.write_now(lambda db: seen.forget_before(db, NOW)) == 0
    assert each_database.write_now(lambda db: seen.forget_before(db, NOW + timedelta(1))) == 1

    assert first_time(2)


def test_tracked_events_keep_their_properties(each_database: Database) -> None:
    properties = {"platforms": ["twitter"], "contentType": "image"}
    each_database.write_now(
        lambda db: events.track(
            db, workspace_id=WORKSPACE, name="post.staged", properties=properties, now=NOW
        )
    )

    [row] = each_database.read_now(lambda db: db.execute(select(event_table)).all())

    assert (row.name, row.properties, row.created_at) == ("post.staged", properties, NOW)


def test_the_audit_log_says_who_changed_what(each_database: Database) -> None:
    each_database.write_now(
        lambda db: audit.record(
            db,
            workspace_id=WORKSPACE,
            who=PERSON,
            what="post.rescheduled",
            subject="post-1",
            before={"publish_date": "2026-03-02T10:00:00Z"},
            after=None,
            now=NOW,
        )
    )

    [row] = each_database.read_now(lambda db: db.execute(select(audit_log)).all())

    assert (row.who, row.what, row.subject) == (PERSON, "post.rescheduled", "post-1")
    assert (row.before, row.after) == ({"publish_date": "2026-03-02T10:00:00Z"}, None)


def _token(database: Database) -> tuple[str, str]:
    return database.write_now(
        lambda db: api_tokens.create(
            db, workspace_id=WORKSPACE, user_id=PERSON, scopes=("read", "publish"), now=NOW
        )
    )


def _verify(database: Database, secret: str) -> ApiToken | None:
    return database.read_now(lambda db: api_tokens.verify(db, secret))


def test_a_token_opens_the_api_for_its_person(each_database: Database) -> None:
    token_id, secret = _token(each_database)

    assert secret.startswith("cb_")
    assert _verify(each_database, secret) == ApiToken(
        token_id, WORKSPACE, PERSON, ("read", "publish"), NOW
    )


def test_a_tokens_secret_is_stored_nowhere(each_database: Database) -> None:
    _, secret = _token(each_database)

    [row] = each_database.read_now(lambda db: db.execute(select(token_table)).all())

    assert secret not in str(row)
    assert secret.removeprefix("cb_") not in str(row)


@pytest.mark.parametrize("secret", ["", "cb_", "cb_guess"])
def test_a_guess_opens_nothing(each_database: Database, secret: str) -> None:
    _token(each_database)

    assert _verify(each_database, secret) is None


def test_a_revoked_token_opens_nothing_any_more(each_database: Database) -> None:
    token_id, secret = _token(each_database)

    each_database.write_now(lambda db: api_tokens.revoke(db, WORKSPACE, token_id, now=NOW))

    assert _verify(each_database, secret) is None
    [listed] = each_database.read_now(lambda db: api_tokens.of_workspace(db, WORKSPACE))
    assert listed.revoked_at == NOW


def test_another_workspaces_token_is_not_revoked(each_database: Database) -> None:
    token_id, secret = _token(each_database)

    with pytest.raises(NotFound):
        each_database.write_now(lambda db: api_tokens.revoke(db, "T2", token_id, now=NOW))

    assert _verify(each_database, secret)
    assert each_database.read_now(lambda db: api_tokens.of_workspace(db, "T2")) == []


def test_the_newest_numbers_are_the_posts_and_all_are_kept(each_database: Database) -> None:
    post = _post(each_database, State.PUBLISHED)

    for likes in (1, 5):
        _record(each_database, post, likes)

    newest = each_database.read_now(lambda db: posts.get(db, post.id))
    assert newest.engagement_metrics == {"likes": 5}
    kept = each_database.read_now(lambda db: db.execute(select(post_metrics)).all())
    assert sorted(row.metrics["likes"] for row in kept) == [1, 5]


def _record(database: Database, post: Post, likes: int) -> Post:
    return database.write_now(
        lambda db: metrics.record(db, post.id, metrics={"likes": likes}, now=NOW)
    )


def test_only_published_posts_have_numbers(each_database: Database) -> None:
    post = _post(each_database, State.SCHEDULED)

    with pytest.raises(IllegalMove):
        _record(each_database, post, 1)


def test_a_token_may_come_before_anything_else_of_its_workspace(each_database: Database) -> None:
    _token(each_database)

    assert each_database.read_now(lambda db: workspaces.get(db, WORKSPACE)).id == WORKSPACE
