"""Talking at the page: messages, commands, files, threads, people."""

from __future__ import annotations

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.acting import become, message, open_channel, qa, say
from tests.browser.stage import Stage, picture

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DROP = """([selector, files]) => {
  const data = new DataTransfer();
  for (const [name, type, bytes] of files) {
    data.items.add(new File([new Uint8Array(bytes)], name, { type }));
  }
  const target = document.querySelector(selector);
  for (const kind of ['dragenter', 'dragover', 'drop']) {
    const how = { dataTransfer: data, bubbles: true, cancelable: true };
    target.dispatchEvent(new DragEvent(kind, how));
  }
}"""


def test_enter_sends_what_was_written_and_the_bot_hears_it(page: Page, stage: Stage) -> None:
    say(page, "good morning *everyone* :tada:")

    expect(message(page, "good morning").locator("strong")).to_have_text("everyone")
    expect(qa(page, "composer")).to_have_value("")
    assert stage.bot.heard("message")["text"] == "good morning *everyone* :tada:"


def test_shift_enter_begins_a_new_line_instead_of_sending(page: Page, stage: Stage) -> None:
    qa(page, "composer").fill("first")
    qa(page, "composer").press("Shift+Enter")
    qa(page, "composer").type("second")
    qa(page, "send").click()

    assert stage.bot.heard("message")["text"] == "first\nsecond"


def test_a_slash_offers_the_commands_of_the_manifest(page: Page, stage: Stage) -> None:
    qa(page, "composer").type("/c")

    expect(qa(page, "completion")).to_have_count(1)
    expect(qa(page, "completion")).to_contain_text("help | list | notify #channel")
    qa(page, "composer").press("Tab")
    expect(qa(page, "composer")).to_have_value("/callboard ")


def test_a_command_is_delivered_and_its_answer_is_seen_by_one_person_only(
    page: Page, stage: Stage
) -> None:
    say(page, "/callboard what is on in #launch")

    heard = stage.bot.heard("command")
    assert heard["text"] == "what is on in <#C0LAUNCH|launch>"
    answer = message(page, "Only for you: what is on in")
    expect(qa(answer, "only-you")).to_have_text("Only visible to you")
    become(page, "U0BEN")
    expect(qa(page, "channel-title")).to_contain_text("launch")
    expect(qa(page, "message")).to_have_count(0)


def test_a_name_is_completed_and_becomes_a_mention(page: Page, stage: Stage) -> None:
    qa(page, "composer").type("@cal")
    qa(page, "composer").press("Enter")
    qa(page, "composer").type("are you there")
    qa(page, "composer").press("Enter")

    assert stage.bot.heard("mention")["text"] == "<@U0BOT> are you there"
    expect(qa(message(page, "are you there"), "mention")).to_have_text("@Callboard")


def test_dropped_files_wait_beside_the_words_and_go_out_as_one_message(
    page: Page, stage: Stage
) -> None:
    content = list(picture())
    files = [["one.png", "image/png", content], ["two.png", "image/png", content]]
    page.evaluate(DROP, ['[data-qa="channel"]', files])
    expect(qa(page, "attachment")).to_have_count(2)

    say(page, "both please")

    expect(qa(message(page, "both please"), "file")).to_have_count(2)
    expect(qa(page, "attachment")).to_have_count(0)
    heard = stage.bot.heard("message")
    assert heard["subtype"] == "file_share"
    assert [file["name"] for file in heard["files"]] == ["one.png", "two.png"]


def test_a_file_chosen_with_the_button_can_be_taken_back(page: Page, stage: Stage) -> None:
    qa(page, "composer-files").set_input_files(
        FilePayload(name="plan.txt", mimeType="text/plain", buffer=b"plan")
    )
    page.get_by_role("button", name="Remove plan.txt").click()

    expect(qa(page, "attachment")).to_have_count(0)
    say(page, "no file")
    assert "files" not in stage.bot.heard("message")


def test_a_deleted_file_is_shown_as_deleted(page: Page, stage: Stage) -> None:
    stage.upload("gone.png", picture(), text="look")
    row = message(page, "look")
    row.hover()
    qa(row, "message-menu").click()
    qa(page, "delete-file").click()

    expect(row).to_contain_text("This file was deleted.")


def test_a_thread_opens_at_the_right_and_its_replies_go_there(page: Page, stage: Stage) -> None:
    say(page, "hello in a thread")
    parent = message(qa(page, "messages"), "hello in a thread")
    qa(parent, "thread-bar").click()

    thread = qa(page, "thread")
    expect(qa(thread, "message").filter(has_text="Answered here")).to_be_visible()
    qa(page, "thread-composer").fill("/callboard is only text here")
    qa(page, "thread-composer").press("Enter")
    expect(qa(parent, "thread-bar")).to_contain_text("2 replies")
    stage.bot.heard("message")
    heard = stage.bot.heard("message")
    assert heard["thread_ts"] == parent.get_attribute("data-ts")
    assert heard["text"] == "/callboard is only text here"


def test_times_are_those_of_the_person_who_looks(page: Page, stage: Stage) -> None:
    unix = 1893500100  # 2030-01-01 12:15 UTC
    stage.bot_says(f"<!date^{unix}^{{date_num}} {{time}}|fallback>")

    expect(message(page, "2030-01-01 7:15 AM")).to_be_visible()
    become(page, "U0CHI")
    expect(message(page, "2030-01-01 21:15")).to_be_visible()


def test_a_guest_sees_only_their_channel(page: Page, stage: Stage) -> None:
    become(page, "U0GUS")

    shown = qa(page, "channel-link").evaluate_all("all => all.map(one => one.dataset.channel)")
    assert shown == ["C0LAUNCH", "D0GUS"]


def test_what_others_write_arrives_without_a_reload_and_is_counted_elsewhere(
    page: Page, stage: Stage
) -> None:
    stage.act("message", user="U0BEN", channel="C0LAUNCH", text="live")
    expect(message(page, "live")).to_be_visible()

    stage.act("message", user="U0BEN", channel="C0GENERAL", text="elsewhere")
    stage.act("message", user="U0BEN", channel="C0ALERTS", text="@ana look")

    general = page.locator('[data-qa="channel-link"][data-channel="C0GENERAL"]')
    alerts = page.locator('[data-qa="channel-link"][data-channel="C0ALERTS"]')
    expect(qa(general, "unread")).to_have_text("1")
    expect(qa(alerts, "pings")).to_have_text("1")
    open_channel(page, "C0ALERTS")
    open_channel(page, "C0LAUNCH")
    expect(qa(alerts, "pings")).to_have_count(0)


def test_the_page_goes_on_by_itself_after_the_connection_was_lost(page: Page, stage: Stage) -> None:
    page.evaluate("() => { globalThis.before = true; }")
    stage.hang_up()
    stage.act("message", user="U0BEN", channel="C0LAUNCH", text="written meanwhile")

    expect(message(page, "written meanwhile")).to_be_visible()
    assert page.evaluate("() => globalThis.before") is True


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>window.hacked = 1</script>",
        "<img src=x onerror='window.hacked = 1'>",
        "*<b onclick=hacked()>*",
        "[a](javascript:alert(1)) javascript:alert(1)",
    ],
)
def test_hostile_words_stay_words(page: Page, stage: Stage, hostile: str) -> None:
    say(page, f"mark {hostile}")

    row = message(page, "mark")
    expect(row).to_contain_text(hostile.replace("*", ""))
    assert row.locator("script, img, b, [onclick], [href^=javascript]").count() == 0
    assert page.evaluate("() => window.hacked") is None


def test_hostile_tokens_of_the_bot_stay_words_too(page: Page, stage: Stage) -> None:
    stage.bot_says("mark &lt;!channel&gt; <javascript:alert(1)|click> \ue0000\ue001")

    row = message(page, "mark")
    expect(row).to_be_visible()
    assert row.locator("a").count() == 0
    assert qa(row, "ping").count() == 0


def test_a_ping_of_everybody_is_loud(page: Page, stage: Stage) -> None:
    stage.bot_says("mark <!channel>")

    row = message(page, "mark")
    expect(qa(row, "ping")).to_have_text("@channel")
    expect(qa(row, "pinged")).to_have_text("pinged 4 people")


def test_a_reaction_can_be_given_and_taken_back(page: Page, stage: Stage) -> None:
    say(page, "well done")
    row = message(page, "well done")
    row.hover()
    qa(row, "quick-reaction").first.click()

    expect(qa(row, "reaction")).to_have_text("✅1")
    qa(row, "reaction").click()
    expect(qa(row, "reaction")).to_have_count(0)


def test_a_message_shortcut_delivers_the_message(page: Page, stage: Stage) -> None:
    stage.act("message", user="U0BEN", channel="C0LAUNCH", text="stage me")
    row = message(page, "stage me")
    row.hover()
    qa(row, "message-menu").click()
    page.locator('[data-qa="shortcut"][data-callback-id="stage_this"]').click()

    heard = stage.bot.heard("shortcut")
    assert heard["message"]["text"] == "stage me"
    assert heard["user"]["id"] == "U0ANA"


def test_a_permalink_leads_to_its_message(page: Page, stage: Stage) -> None:
    ts = stage.act("message", user="U0BEN", channel="C0GENERAL", text="find me")["ts"]
    page.goto(f"{stage.page_url}archives/C0GENERAL/p{ts.replace('.', '')}")

    expect(page.locator(f'[data-qa="message"][data-ts="{ts}"]')).to_be_focused()
    expect(qa(page, "channel-title")).to_contain_text("general")


def test_a_bot_that_does_not_answer_is_said_so(page: Page, stage: Stage) -> None:
    stage.control.post("faults", json={"kind": "delivery", "fault": "500", "times": 1})

    say(page, "/callboard help")

    expect(qa(page, "notice")).to_contain_text("/callboard failed")
    expect(message(page, "/callboard failed").locator(".only-you")).to_be_visible()


def test_a_refused_message_is_not_lost(page: Page, stage: Stage) -> None:
    qa(page, "composer").fill("/nosuch thing")
    qa(page, "composer").press("Enter")

    expect(qa(page, "notice")).to_contain_text("/nosuch is not a command")
    expect(qa(page, "composer")).to_have_value("/nosuch thing")


def test_the_bot_can_be_invited_where_it_is_missing(page: Page, stage: Stage) -> None:
    open_channel(page, "C0RANDOM")
    qa(page, "invite-bot").click()

    expect(message(page, "has joined the channel")).to_be_visible()
    expect(qa(page, "invite-bot")).to_have_count(0)


def test_a_message_can_be_edited_and_deleted_by_its_writer(page: Page, stage: Stage) -> None:
    say(page, "tea & <biscuits>")
    row = message(page, "tea")
    row.hover()
    qa(row, "message-menu").click()
    qa(page, "edit-message").click()
    expect(qa(page, "edit-field")).to_have_value("tea & <biscuits>")
    qa(page, "edit-field").fill("tea & cake")
    qa(page, "edit-save").click()
    row = message(page, "tea & cake")
    expect(qa(row, "edited")).to_be_visible()

    row.hover()
    qa(row, "message-menu").click()
    qa(page, "delete-message").click()
    expect(row).to_have_count(0)


def test_messages_and_their_tools_are_reached_with_keys_alone(page: Page, stage: Stage) -> None:
    for words in ("first", "second"):
        stage.act("message", user="U0BEN", channel="C0LAUNCH", text=words)
    second = message(page, "second")
    second.focus()
    page.keyboard.press("ArrowUp")
    expect(message(page, "first")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(qa(message(page, "first"), "reaction")).to_have_text("✅1")


def test_a_permalink_to_a_reply_opens_its_thread(page: Page, stage: Stage) -> None:
    parent = stage.act("message", user="U0BEN", channel="C0GENERAL", text="parent")["ts"]
    reply = stage.act(
        "message", user="U0CHI", channel="C0GENERAL", text="reply", thread_ts=parent
    )["ts"]  # fmt: skip
    number = reply.replace(".", "")
    page.goto(f"{stage.page_url}archives/C0GENERAL/p{number}?thread_ts={parent}&cid=C0GENERAL")

    expect(qa(page, "thread")).to_have_attribute("data-ts", parent)
    expect(qa(page, "thread").locator(f'[data-ts="{reply}"]')).to_be_focused()


def test_another_workspace_has_its_own_people_and_channels(page: Page, stage: Stage) -> None:
    qa(page, "workspace-switch").click()
    page.locator('[data-qa="workspace-option"][data-team="T0GLOBEX"]').click()

    expect(qa(page, "workspace-switch")).to_contain_text("Globex")
    expect(qa(page, "user-switch")).to_have_attribute("data-user", "U0IDA")
    shown = qa(page, "channel-link").evaluate_all("all => all.map(one => one.dataset.channel)")
    assert shown == ["C0PRESS", "C0LOBBY", "G0BOARD"]
    say(page, "hello Globex")
    expect(message(page, "hello Globex")).to_be_visible()
    expect(qa(page, "home-link")).to_have_count(0)

    qa(page, "user-switch").click()
    people = qa(page, "user-option").evaluate_all("all => all.map(one => one.dataset.user)")
    assert people == ["U0IDA", "U0RAJ", "U0UMA"]


def test_the_way_back_to_the_first_workspace_is_the_same(page: Page, stage: Stage) -> None:
    become_team = '[data-qa="workspace-option"][data-team="{}"]'
    for team, name in (("T0GLOBEX", "Globex"), ("T0DEMO", "Acme")):
        qa(page, "workspace-switch").click()
        page.locator(become_team.format(team)).click()
        expect(qa(page, "workspace-switch")).to_contain_text(name)

    expect(qa(page, "channel-title")).to_contain_text("launch")
    say(page, "back again")
    assert stage.bot.heard("message")["text"] == "back again"


def test_group_messages_stand_below_the_direct_ones_by_name(page: Page, stage: Stage) -> None:
    group = stage.act("group", user="U0ANA", users=["U0BEN"])["channel"]
    open_channel(page, group)

    expect(qa(page, "channel-title")).to_have_text("Ben, Callboard")
    say(page, "just us")
    expect(message(page, "just us")).to_be_visible()
