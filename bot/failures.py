"""Failures that are the caller's to mend, each as one line."""

from __future__ import annotations

import errno

from bot.settings import SettingsFault

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
NOT_OURS = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})


class Stopped(Exception):
    """A command cannot go on; the message is the one line that says why and what to do."""


def in_one_line(error: Exception) -> str | None:
    """Word an expected failure; ``None`` for a fault of ours, which deserves its traceback."""
    if isinstance(error, SettingsFault | Stopped):
        return str(error)
    reason, advice = getattr(error, "reason", None), getattr(error, "advice", None)
    if reason and advice:
        return f"{reason} {advice}"
    sentence = getattr(error, "sentence", None)
    if sentence and advice:
        return f"{sentence} {advice}"
    if isinstance(error, OSError) and (sentence := _of_files(error)):
        return sentence
    from bot.outside import worded  # noqa: PLC0415 - three HTTP libraries, wanted only now

    return worded(error)


def _of_files(error: OSError) -> str | None:
    if error.errno in NO_ROOM:
        return "The disk is full. Make room where the data folder is, then try again."
    if isinstance(error, FileExistsError | NotADirectoryError):
        return (
            f"{error.filename} is a file where a folder should be. "
            "Move it away, or set another CALLBOARD_DATA_DIR."
        )
    if error.errno in NOT_OURS:
        return (
            f"{error.filename} may not be written by this user. "
            "Give the user the right to it, or set another CALLBOARD_DATA_DIR."
        )
    return None
