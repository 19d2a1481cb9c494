// What stands at the beginning of a conversation, before the first message.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { session } from "./session.js";

/** The opening words of a channel, with an invitation where the bot is missing. */
export function intro(channel) {
  const { lens } = session;
  const isBot = lens.isBotDm(channel);
  const room = channel.kind === "private" ? "lock" : "hash";
  const glyph = isBot ? "board" : lens.isDirect(channel) ? "person" : room;
  return el(
    "div",
    { class: "intro", qa: "intro" },
    el("div", { class: "intro-mark", "aria-hidden": "true" }, icon(glyph, 28)),
    el("h2", {}, lens.channelTitle(channel)),
    el("p", {}, words(channel, isBot, lens)),
    lens.bot.installed && channel.bot_member === false && channel.member ? inviteButton(channel) : null,
  );
}

function words(channel, isBot, lens) {
  if (isBot) return `Your conversation with ${lens.bot.name}. Nobody else reads it.`;
  if (!lens.bot.installed)
    return `${lens.bot.name} is not installed in ${lens.team.name} and hears nothing of it.`;
  if (channel.bot_member === false)
    return `${lens.bot.name} is not in this channel and hears nothing of it.`;
  return `Drop pictures or a clip here and say where they should go and when. ${lens.bot.name} is in this channel.`;
}

function inviteButton(channel) {
  return el(
    "button",
    {
      class: "button",
      type: "button",
      qa: "invite-bot",
      on: {
        click: () =>
          session
            .act("invite", { channel: channel.id, user: session.lens.bot.user_id })
            .then(() => session.refreshSoon()),
      },
    },
    icon("person", 16),
    `Invite ${session.lens.bot.name}`,
  );
}
