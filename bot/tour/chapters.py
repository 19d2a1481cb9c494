"""The chapters of the story, in order; each one checks what it tells."""

from __future__ import annotations

from bot.tour.pictures import clip, graphic, photo
from bot.tour.stage import Stage, has_button, readable
from handlers.slack.views import notices, proposal, settings_fields
from handlers.slack.views.notices import LINK_INPUT

DAY_S = 24 * 3600
TIKTOK_PRIVACY = f"{settings_fields.FIELD}tiktok:privacy_level"


async def plan_and_publish(stage: Stage) -> None:
    """Two pictures, one sentence, one plan, one press, live links."""
    out = stage.out
    out.scene("Two pictures and one sentence become a plan")
    words = "schedule these to insta and x next week, weekday mornings"
    files = {
        "sunrise.jpg": photo("Sunrise", (190, 84, 60)),
        "launch.png": graphic("Launch day", (30, 62, 98)),
    }
    dropped = await stage.ana.upload(files, words)
    out.say("Ana", f"[sunrise.jpg, launch.png] {words}")
    plan = await stage.hear_bot(lambda text: text.startswith("Plan for"), thread_ts=dropped["ts"])
    out.check("one message plans 4 posts", "Plan for 4 posts" in plan["text"], instead=plan["text"])
    out.check(
        "it offers the four buttons",
        all(
            has_button(plan, button)
            for button in (proposal.APPROVE, proposal.EDIT, proposal.OTHER_TIMES, proposal.DISCARD)
        ),
    )

    out.scene("Who may approve is a rule, not a hope")
    await stage.gus.click(plan, proposal.APPROVE)
    refusal = await stage.hear_bot(
        lambda text: "may not" in text or "guest" in text.lower(),
        thread_ts=dropped["ts"],
        by=stage.gus,
    )
    out.check("a guest's press is refused", refusal["ephemeral"])

    out.scene("Approve, let time pass, and the same message shows the links")
    await stage.ana.click(plan, proposal.APPROVE)
    out.say("Ana", "[presses Approve]")
    scheduled = await stage.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and "4 posts scheduled" in one["text"],
        thread_ts=dropped["ts"],
    )
    out.check("the same message says scheduled", scheduled["ts"] == plan["ts"])
    out.check("nothing is live before its time", not await stage.live())
    await stage.advance(13 * DAY_S)
    out.say("clock", "moves on by 13 days, stopping at every post")
    live = await stage.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and "4 posts live" in one["text"],
        timeout_s=30,
        thread_ts=dropped["ts"],
    )
    out.say("Callboard", live["text"])
    posts = await stage.live()
    for post in posts:
        out.say(post["network"], post["url"])
    out.check(
        "each post is on its network once",
        sorted(p["network"] for p in posts)
        == [
            "instagram",
            "instagram",
            "twitter",
            "twitter",
        ],
        instead=posts,
    )


async def failure_and_retry(stage: Stage) -> None:
    """A network refuses; the thread says why, and a press mends it."""
    out = stage.out
    out.scene("A refusal is explained in the thread, and Retry mends it")
    before = len(await stage.live("twitter"))
    await stage.arm("twitter", "create", "credits_depleted", times=9)
    thread = await _publish_words(stage, "Our autumn sale has begun")
    failed = await stage.hear_bot(lambda text: "was not published" in text, thread_ts=thread)
    out.check("it has a Retry button", has_button(failed, notices.RETRY))
    out.check("nothing went out", len(await stage.live("twitter")) == before)
    await stage.disarm()
    await stage.ana.click(failed, notices.RETRY)
    out.say("Ana", "[the account is topped up; presses Retry]")
    await stage.hear_bot(lambda text: text.startswith("Live on"), thread_ts=thread)
    out.check("it is live, once", len(await stage.live("twitter")) == before + 1)


async def unknown_outcome(stage: Stage) -> None:
    """The answer is lost after the post went live: the bot asks instead of sending again."""
    out = stage.out
    out.scene("An answer lost on the way becomes a question, never a second post")
    before = len(await stage.live("twitter"))
    await stage.arm("twitter", "create", "drop_after")
    thread = await _publish_words(stage, "Doors open at nine")
    asked = await stage.hear_bot(lambda text: "may be live or not" in text, thread_ts=thread)
    out.check(
        "it asks with both buttons",
        all(has_button(asked, button) for button in (notices.IS_THERE, notices.PUBLISH_AGAIN)),
    )
    there = [post for post in await stage.live("twitter") if "Doors open" in post["text"]]
    out.check("it is there once, and was not sent again", len(there) == 1, instead=there)
    await stage.ana.click(asked, notices.IS_THERE)
    form = await stage.ana.wait_for_view()
    await stage.ana.submit(form, {LINK_INPUT: {"type": "url_text_input", "value": there[0]["url"]}})
    out.say("Ana", f"[It is there] {there[0]['url']}")

    async def settled() -> dict[str, object] | None:
        shown = await stage.ana.messages(thread_ts=thread)
        return next((one for one in shown if "1 post live" in one["text"]), None)

    await stage.until(settled)
    out.check("the plan shows the link", True)
    out.check("still once", len(await stage.live("twitter")) == before + 1)


async def one_clip_everywhere(stage: Stage) -> None:
    """One clip for every network; what a network wants to be asked is asked."""
    out = stage.out
    out.scene("One clip, every network, and the question that TikTok wants asked")
    adapters = stage.demo.bot.networks.adapters
    names = {name: adapter.rules.label for name, adapter in adapters.items()}
    before = {(post["network"], post["id"]) for post in await stage.live()}
    words = f"schedule this to {', '.join(names.values())} tomorrow at 9am"
    dropped = await stage.ana.upload({"harbour-clip.mp4": clip()}, words)
    out.say("Ana", f"[harbour-clip.mp4] {words}")
    plan = await stage.hear_bot(lambda text: text.startswith("Plan for"), thread_ts=dropped["ts"])
    planned = f"Plan for {len(names)} posts"
    out.check("one plan for every network", planned in plan["text"], instead=plan["text"])

    await stage.ana.click(plan, proposal.EDIT)
    form = await stage.ana.wait_for_view()
    chosen = {"selected_option": {"value": "PUBLIC_TO_EVERYONE"}}
    await stage.ana.submit(form, {}, blocks={TIKTOK_PRIVACY: {settings_fields.INPUT: chosen}})
    out.say("Ana", "[Edit: TikTok may show it to everybody; Save]")
    chosen_plan = await stage.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and "wants your own choice" not in str(one["blocks"]),
        thread_ts=dropped["ts"],
    )
    await stage.ana.click(chosen_plan, proposal.APPROVE)
    out.say("Ana", "[presses Approve]")
    scheduled = f"{len(names)} posts scheduled"
    await stage.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and scheduled in one["text"], thread_ts=dropped["ts"]
    )
    await stage.advance(2 * DAY_S)
    out.say("clock", "moves on by two days")
    live = await stage.ana.wait_for(
        lambda one: one["ts"] == plan["ts"] and f"{len(names)} posts live" in one["text"],
        timeout_s=30,
        thread_ts=dropped["ts"],
    )
    out.say("Callboard", readable(live["text"]))
    fresh = [post for post in await stage.live() if (post["network"], post["id"]) not in before]
    out.check(
        "it is on each network once",
        sorted(post["network"] for post in fresh) == sorted(names),
        instead=fresh,
    )
    links = [post["url"] for post in fresh]
    out.check("every link stands in the plan", all(link in live["text"] for link in links))


async def _publish_words(stage: Stage, text: str) -> str:
    """Publish a text on X right away; return the thread it happens in."""
    ts = await stage.ana.say(f'<@U0BOT> publish "{text}" on x now')
    stage.out.say("Ana", f'@Callboard publish "{text}" on x now')
    plan = await stage.hear_bot(lambda said: said.startswith("Plan for 1 post"), thread_ts=ts)
    await stage.ana.click(plan, proposal.APPROVE)
    stage.out.say("Ana", "[presses Approve and publish]")
    return ts


CHAPTERS = (plan_and_publish, one_clip_everywhere, failure_and_retry, unknown_outcome)
