"""
What the store refuses, each with advice a person can follow.

StoreError
├── NotFound             no such row (or not in this workspace)
│   └── NotAnId          the id is not even the shape of one
├── Stale                somebody changed it since it was read
├── AlreadyDecided       the proposal was accepted or discarded before
├── IllegalMove          the post's state does not allow this
├── StaleFence           this attempt no longer owns the post; it may write nothing
├── UnsettledIntent      an earlier request for this post has no clear answer yet
├── NaiveInstant         a moment without a zone
├── SecretUnreadable     a stored secret does not open with the keys at hand
├── BadKeys              the key text or key file cannot be used
├── DatabaseInUse        another Callboard works on this data folder
├── DatabaseTooNew       the database was written by a newer Callboard
├── NoSuchSchema         a schema was asked for that cannot be gone back to
├── DatabaseUnreachable  the database server does not answer
└── DiskFull             there is no room left to write, or the disk fails
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.exc import DontWrapMixin

from store.words import Post, ProposalStatus, State


class StoreError(DontWrapMixin, Exception):
    """The store did not do what was asked. ``reason`` and ``advice`` are sentences for people."""

    advice = "Try again; if it keeps failing, ask whoever runs Callboard to look at the log."

    def __init__(self, reason: str, *, advice: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice or type(self).advice


class NotFound(StoreError):
    """There is no such row, or it belongs to another workspace."""

    advice = "It may have been deleted. Ask for the list again."

    def __init__(self, what: str, row_id: str) -> None:
        super().__init__(f"There is no {what} with the id {row_id!r}.")
        self.what = what
        self.row_id = row_id


class NotAnId(NotFound):
    """The text is not the shape of an id, so nothing can be stored under it."""

    def __init__(self, text: str) -> None:
        super().__init__("row", text)


class Stale(StoreError):
    """The row has changed since the caller read it."""

    advice = "Look at the current version, then decide again."

    def __init__(self, what: str, *, expected: int, actual: int) -> None:
        super().__init__(f"This {what} has changed since it was shown.")
        self.expected = expected
        self.actual = actual


class AlreadyDecided(StoreError):
    """Somebody was first: the proposal is accepted or discarded."""

    advice = "Nothing more is needed."

    def __init__(self, by: str | None, status: ProposalStatus) -> None:
        super().__init__(f"This plan was already {status}.")
        self.by = by
        self.status = status


_WHY_NOT = {
    State.DRAFT: ("is still a draft", "Approve its plan first."),
    State.SCHEDULED: ("is already scheduled", "Reschedule or cancel it instead."),
    State.PUBLISHING: ("is going out now", "It is too late to change it; wait for the result."),
    State.PUBLISHED: ("is already live", "Change or delete it on the network itself."),
    State.FAILED: ("has failed", "Press Retry, or edit it first."),
    State.CANCELLED: ("was cancelled", "Undo the cancellation first."),
}


class IllegalMove(StoreError):
    """The post's state does not allow this. ``to_state`` is ``None`` for edits and deletions."""

    def __init__(self, post: Post, from_state: State, to_state: State | None) -> None:
        why, advice = _WHY_NOT[from_state]
        super().__init__(f"The post {why}.", advice=advice)
        self.post = post
        self.from_state = from_state
        self.to_state = to_state


class StaleFence(StoreError):
    """Another attempt owns the post now; nothing was written."""

    advice = "Stop this attempt; the one that owns the post reports its outcome."

    def __init__(self, post_id: str, fence: int) -> None:
        super().__init__(f"Attempt {fence} no longer owns the post {post_id}.")
        self.post_id = post_id
        self.fence = fence


class UnsettledIntent(StoreError):
    """A request that cannot be undone was sent before, and nobody knows yet what it did."""

    advice = "Look at the account: if the post is there, say so; if not, publish again."

    def __init__(self, post_id: str) -> None:
        super().__init__(f"An earlier request for the post {post_id} has no clear answer yet.")
        self.post_id = post_id


class NaiveInstant(StoreError, ValueError):
    """A moment without a zone cannot be stored: nobody could say when it is."""

    advice = "Give the moment a zone; inside Callboard every moment is aware UTC."


class SecretUnreadable(StoreError):
    """A stored secret does not open with the keys at hand."""

    advice = "Put the old key back into CALLBOARD_SECRET_KEYS, or connect the account again."


class BadKeys(StoreError, ValueError):
    """The secret keys cannot be used. The message never holds a key."""

    advice = "CALLBOARD_SECRET_KEYS is kid:base64 of 32 bytes, several with commas, newest first."


class DatabaseInUse(StoreError):
    """A second Callboard was started on the same data folder."""

    advice = "Stop the other one first, or give this one its own CALLBOARD_DATA_DIR."

    def __init__(self, folder: Path, pid: int | None) -> None:
        who = f"process {pid}" if pid else "another process"
        super().__init__(f"The data folder {folder} is in use by {who}.")
        self.pid = pid


class DatabaseTooNew(StoreError):
    """The database was written by a newer version; working on it could damage it."""

    advice = "Start the newer Callboard again, or restore a backup made with this version."

    def __init__(self, found: str, newest_known: str) -> None:
        super().__init__(
            f"The database has schema {found}, this Callboard knows schemas up to {newest_known}."
        )
        self.found = found


class NoSuchSchema(StoreError):
    """The database cannot be taken back to this schema."""

    def __init__(self, revision: str, *, found: str | None, oldest: str) -> None:
        super().__init__(
            f"There is no schema {revision!r} that this database could go back to.",
            advice=f"Give one from {oldest} to {found}, or base."
            if found
            else "It is empty already.",
        )


class DatabaseUnreachable(StoreError):
    """The database server does not answer, or does not let us in."""

    advice = "Check CALLBOARD_DATABASE_URL and that the database server is running."


class DiskFull(StoreError):
    """There is no room left, or the disk fails; nothing of this change was written."""

    advice = (
        "Make room on the disk that holds the data folder (and see that it is sound and within "
        "its quota), then try again."
    )
