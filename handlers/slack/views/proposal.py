"""The one message of a plan, through its whole life: proposed, scheduled, going out, live."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from handlers.slack.text import (
    Block,
    actions,
    button,
    clip,
    clip_bytes,
    confirm,
    context,
    escape,
    header,
    link,
    mention,
    moment_in_words,
    quote,
    section,
    when,
)
from handlers.slack.views.ids import Ticket
from handlers.slack.views.standing import failure_in_words, posts_in_words, standing, title
from scheduling.views import PostView, ProposalView
from store.words import FailureKind, ProposalStatus, State

APPROVE = "proposal_approve"
EDIT = "proposal_edit"
OTHER_TIMES = "proposal_other_times"
DISCARD = "proposal_discard"
REGROUP = "proposal_regroup"

MOST_CONTENTS = 40
"""Slack takes 50 blocks a message; the rest is room for header, notes and buttons."""
MOST_CHARS = 11_000
"""A message of more than about 13,200 characters of blocks is refused."""

STRATEGY_LABELS = {
    "optimal": "Optimal",
    "rapid": "Rapid",
    "steady": "Steady",
    "prime_time": "Prime Time",
    "weekend_warrior": "Weekend Warrior",
    "business_hours": "Business Hours",
}

LATE = ":warning: Planned times have gone by. Press Other times for a fresh plan."


def proposal_blocks(view: ProposalView, *, with_previews: bool = True) -> list[Block]:
    """Draw the message for the state that ``view`` is in."""
    blocks = [header(title(view))]
    summary = _summary(view)
    if summary:
        blocks.append(context(summary))
    budget = MOST_CHARS
    contents = [list(posts) for _, posts in groupby(view.posts, key=lambda post: post.number)]
    for shown, posts in enumerate(contents):
        text = _content(posts, is_numbered=len(contents) > 1)
        if shown == MOST_CONTENTS or len(text) > budget:
            left = sum(len(later) for later in contents[shown:])
            blocks.append(
                context(f"… and {posts_in_words(left)} more: say `list` here to see them all.")
            )
            break
        budget -= len(text)
        blocks.append(_with_preview(text, posts, with_previews=with_previews))
    blocks.extend(_remarks(view))
    blocks.extend(_foot(view))
    return blocks


def proposal_text(view: ProposalView) -> str:
    """Say the same in plain words, for notifications and screen readers."""
    rows = [
        f"{post.label} {_time_in_words(post, view)}{_standing(post, view)}" for post in view.posts
    ]
    offer = f" {_offer(view)}" if view.proposal.status is ProposalStatus.OPEN and view.posts else ""
    return clip_bytes(escape(f"{title(view)}: {'; '.join(rows)}.{offer}"))


def _offer(view: ProposalView) -> str:
    others = ", ask for other times" if _has_other_times(view) else ""
    return f"Approve, edit{others} or discard."


def _has_other_times(view: ProposalView) -> bool:
    return view.is_late or not (view.is_now or _is_exact(view))


def _summary(view: ProposalView) -> str:
    if view.proposal.status is not ProposalStatus.OPEN or not view.posts:
        return ""
    if view.is_now:
        return "Goes out as soon as it is approved."
    zone = f"times in {escape(view.project.zone)}, shown to you in your own zone"
    if _is_exact(view):
        return f"At the time you asked for · {zone}"
    strategy = STRATEGY_LABELS.get(view.proposal.strategy, view.proposal.strategy)
    return f"{strategy} · {zone}"


def _is_exact(view: ProposalView) -> bool:
    """Whether somebody named the moment, so that there is nothing to choose."""
    return _when_asked(view) == "at"


def _when_asked(view: ProposalView) -> object:
    asked = view.proposal.ask.get("when")
    return asked.get("type") if isinstance(asked, Mapping) else None


def _content(posts: list[PostView], *, is_numbered: bool) -> str:
    first = posts[0]
    names = ", ".join(escape(clip(asset.filename, 40)) for asset in first.assets[:4])
    more = f" and {len(first.assets) - 4} more" if len(first.assets) > 4 else ""
    number = f"*{first.number}.* " if is_numbered else ""
    lines = [f"{number}*{names}{more}*" if names else f"{number}*Text post*"]
    lines.extend(_row(post) for post in posts)
    texts = {_copy(post) for post in posts}
    if len(texts) == 1:
        lines.append(_quoted(first))
    else:
        lines.extend(f"{escape(post.label)}:\n{_quoted(post)}" for post in posts)
    return "\n".join(line for line in lines if line)


def _copy(post: PostView) -> str:
    return "\n".join(part.text for part in post.composition.parts)


def _quoted(view: PostView) -> str:
    text = _copy(view)
    if text.strip():
        return quote(text)
    is_open = view.post.state is State.DRAFT
    return "_No text yet; press Edit to write some._" if is_open else "_Without text._"


def _row(view: PostView) -> str:
    post = view.post
    where = f"• *{escape(view.label)}* {escape(view.handle and '@' + view.handle)}"
    time = when(post.publish_date, view.zone) if post.publish_date else "no time yet"
    match post.state:
        case State.PUBLISHED:
            live = link(post.permalink, "open the post") if post.permalink else "no link known"
            said = f"sent. {escape(post.advice)}" if post.advice else f"live: {live}"
            return f"{where} · :white_check_mark: {said}"
        case State.PUBLISHING:
            done = f" {post.progress:.0%}" if post.progress is not None else ""
            saying = f" ({escape(post.progress_saying)}{done})" if post.progress_saying else ""
            return f"{where} · :hourglass_flowing_sand: going out{saying}"
        case State.FAILED:
            return f"{where} · {_failure(view)}"
        case State.CANCELLED:
            return f"{where} · :no_entry_sign: cancelled (was {time})"
        case State.SCHEDULED:
            return f"{where} · :clock9: {time}"
        case _:
            return f"{where} · {time} — {escape(post.why)}" + "".join(
                f"\n   :warning: {escape(problem.sentence)} {escape(problem.fix)}"
                for problem in view.problems
            )


def _failure(view: PostView) -> str:
    post = view.post
    if post.failure_kind is FailureKind.RETRY_WAITING and post.retry_at:
        again = when(post.retry_at, view.zone)
        return f":hourglass: waiting, tries again {again}: {escape(post.error_message or '')}"
    reason = escape(clip(post.error_message or "", 300))
    return f":warning: {failure_in_words(post)}: {reason} See the thread."


def _with_preview(text: str, posts: list[PostView], *, with_previews: bool) -> Block:
    file_id = next((a.slack_file_id for a in posts[0].assets if a.kind != "video"), None)
    # Nobody should have to unfold what they are about to approve.
    if not with_previews or not file_id:
        return section(text, expand=True)
    described = posts[0].assets[0].alt_text or f"Preview of {posts[0].assets[0].filename}"
    preview = {"type": "image", "slack_file": {"id": file_id}, "alt_text": clip(described, 1000)}
    return section(text, accessory=preview, expand=True)


def _remarks(view: ProposalView) -> list[Block]:
    if view.proposal.status is ProposalStatus.DISCARDED:
        return []
    lines = [LATE] if view.is_late and view.proposal.status is ProposalStatus.OPEN else []
    lines += [
        f":information_source: {escape(left.sentence)} {escape(left.advice)}"
        for left in view.left_out
    ]
    lines += [f":information_source: {escape(gap.sentence)}" for gap in view.unplaced]
    lines += [escape(note) for note in view.proposal.notes]
    if _when_asked(view) == "recurring":
        lines.append(
            ":information_source: Each content goes out once, the next on the next of these "
            "days. Callboard does not repeat the same post."
        )
    return [context(clip(line, 1000)) for line in lines[:4]]


def _foot(view: ProposalView) -> list[Block]:
    proposal = view.proposal
    if proposal.status is ProposalStatus.OPEN:
        return [_buttons(view), context(f"Can approve: {escape(view.approvers_in_words)}")]
    if not proposal.decided_by or not proposal.decided_at:
        return []
    verb = "Approved" if proposal.status is ProposalStatus.ACCEPTED else "Discarded"
    at = when(proposal.decided_at, view.project.zone)
    return [context(f"{verb} by {mention(proposal.decided_by)} · {at}")]


def _buttons(view: ProposalView) -> Block:
    value = str(Ticket(view.proposal.id, view.proposal.version))
    sure_now = confirm(
        "Publish now",
        f"{posts_in_words(len(view.posts))} will go out at once.",
        "Publish now",
        "Not yet",
    )
    sure_discard = confirm(
        "Discard this plan", "Nothing of it will be published.", "Discard", "Keep it"
    )
    elements: list[Block] = []
    if view.posts:
        approve = "Approve and publish" if view.is_now else "Approve"
        elements += [
            button(
                approve, APPROVE, value, style="primary", confirm=sure_now if view.is_now else None
            ),
            button("Edit", EDIT, value),
        ]
        if _has_other_times(view):
            elements.append(button("Other times", OTHER_TIMES, value))
        if view.can_be_carousel:
            label = "Separate posts" if view.is_carousel else "One post with all files"
            elements.append(button(label, REGROUP, value))
    elements.append(button("Discard", DISCARD, value, style="danger", confirm=sure_discard))
    return actions("proposal", elements)


def _standing(view: PostView, proposal: ProposalView) -> str:
    is_open = proposal.proposal.status is ProposalStatus.OPEN
    return "" if is_open else f" {standing(view.post)}"


def _time_in_words(view: PostView, proposal: ProposalView) -> str:
    if proposal.is_now and view.post.state is State.DRAFT:
        return "as soon as it is approved"
    if not view.post.publish_date:
        return "without a time"
    return moment_in_words(view.post.publish_date, view.zone)
