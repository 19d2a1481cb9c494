"""What arrives at a network is what was composed, in text and in bytes."""

from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from platforms.content import Kind
from platforms.judging import problems
from tests.contract.contents import made
from tests.contract.stage import Login, Stage, every_kind
from tests.platforms.samples import SECRETS


@every_kind
async def test_the_network_shows_exactly_what_was_composed(stage: Stage, kind: Kind) -> None:
    content, paths = stage.made(kind)

    published = await stage.publish(content, paths)

    composed = stage.login.adapter.compose(content)
    (post,) = stage.visible()
    assert post["id"] == published.remote_id
    assert post["text"] == stage.login.facts.shown(composed)
    sent = [file.sha256 for file in stage.deliver(content, paths).files]
    assert [media["sha256"] for media in post["media"]] == sent


@every_kind
async def test_a_content_without_problems_is_taken(stage: Stage, kind: Kind) -> None:
    content, paths = stage.made(kind)

    found = [p for p in problems(content, stage.login.adapter.rules) if not p.is_warning]
    published = await stage.publish(content, paths)

    assert found == []
    assert published.remote_id


@pytest.mark.parametrize("kind", list(Kind))
async def test_a_kind_the_network_lacks_is_a_problem_before_it_is_a_refusal(
    login: Login, kind: Kind
) -> None:
    content, _ = made(kind)
    content = replace(content, options=login.facts.choices)

    found = [p.field for p in problems(content, login.adapter.rules) if not p.is_warning]

    assert found == ([] if kind in login.adapter.rules.kinds else ["media"])


async def test_the_link_to_the_post_can_be_opened(stage: Stage) -> None:
    published = await stage.publish(*stage.simplest())

    assert published.url is not None
    async with httpx.AsyncClient(follow_redirects=True) as browser:
        page = await browser.get(published.url)
    assert page.status_code == 200


@every_kind
async def test_no_metadata_reaches_the_network(stage: Stage, kind: Kind) -> None:
    content, paths = stage.made(kind)

    await stage.publish(content, paths)

    if not paths:
        return
    given = b"".join(path.read_bytes() for path in paths)
    sent = b"".join(file.path.read_bytes() for file in stage.deliver(content, paths).files)
    assert any(secret in given for secret in SECRETS)
    assert not any(secret in sent for secret in SECRETS)
    assert b"Exif" not in sent


async def test_progress_is_told_and_grows(stage: Stage) -> None:
    await stage.publish(*stage.made(Kind.VIDEO))

    shares = [done for done, _ in stage.notebook.told]
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] < 1


async def test_the_account_says_whose_token_it_is(stage: Stage) -> None:
    account = await stage.login.adapter.whoami(stage.account, stage.wire)

    assert (account.remote_id, account.handle) == (stage.account.remote_id, stage.login.handle)


async def test_no_token_ever_stands_in_an_address(stage: Stage) -> None:
    await stage.publish(*stage.simplest())

    assert stage.overheard.requests
    for request in stage.overheard.requests:
        assert stage.account.access_token not in str(request.url)
