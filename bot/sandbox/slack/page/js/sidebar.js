// The left column: workspace, person, channels, direct messages, App Home.

import { avatar } from "./avatar.js";
import { el } from "./dom.js";
import { openHome } from "./home.js";
import { icon } from "./icons.js";
import { openPopover } from "./popover.js";
import { report, session } from "./session.js";
import { clockTime } from "./time.js";
import { workspaceHead } from "./workspaces.js";

const MINUTE_MS = 60_000;
const LOOK_AGAIN_MS = 5000;

/** Draw the sidebar into `box` and keep it equal to the state. */
export function mountSidebar(box) {
  const draw = () => {
    if (!session.lens) return;
    const focused = [...box.querySelectorAll("button")].indexOf(document.activeElement);
    box.replaceChildren(...parts());
    if (focused >= 0) box.querySelectorAll("button")[focused]?.focus();
  };
  let mark = "";
  const drawIfChanged = () => {
    if (!session.lens) return;
    const minute = Math.floor(session.lens.now().getTime() / MINUTE_MS);
    const fresh = JSON.stringify([
      minute,
      session.state.channels,
      session.state.users,
      session.place,
      session.viewer,
      session.state.team,
      session.state.teams,
    ]);
    if (fresh === mark) return;
    mark = fresh;
    draw();
  };
  setInterval(drawIfChanged, LOOK_AGAIN_MS);
  session.on("state", drawIfChanged);
  session.on("place", drawIfChanged);
}

function parts() {
  const { lens } = session;
  const seen = lens.channels.filter((channel) => lens.sees(channel));
  const rooms = seen.filter((channel) => !lens.isDirect(channel));
  const talks = seen.filter(
    (channel) =>
      lens.isDirect(channel) &&
      (lens.isBotDm(channel) ? lens.bot.installed : channel.member !== false),
  );
  return [
    workspaceHead(),
    personSwitch(),
    el(
      "nav",
      { class: "side-nav", "aria-label": "Conversations" },
      group("Channels", rooms.map(channelLink)),
      talks.length ? group("Direct messages", talks.map(channelLink)) : null,
      !lens.bot.installed || lens.bot.home_tab === false ? null : group("Apps", [homeLink()]),
    ),
  ];
}

function group(title, rows) {
  return el("section", { class: "side-group" }, el("h2", {}, title), rows);
}

function channelLink(channel) {
  const { lens, place } = session;
  const current = place.tab !== "home" && place.channel === channel.id;
  const outside = channel.member === false;
  const isBot = lens.isBotDm(channel);
  const glyph =
    lens.isDirect(channel)
      ? avatar({ id: channel.id, name: lens.channelTitle(channel), isBot }, "avatar-small")
      : icon(channel.kind === "private" ? "lock" : "hash", 16);
  const name = lens.isDirect(channel) ? lens.channelTitle(channel) : channel.name;
  return el(
    "button",
    {
      class: `side-link${current ? " is-current" : ""}${channel.unread && !current ? " is-unread" : ""}${outside ? " is-outside" : ""}`,
      type: "button",
      qa: "channel-link",
      dataset: { channel: channel.id },
      "aria-current": current ? "page" : undefined,
      title: outside ? "This person is not in this channel" : undefined,
      on: { click: () => session.go({ channel: channel.id }) },
    },
    glyph,
    el("span", { class: "side-name" }, name),
    isBot && el("span", { class: "badge-app badge-side" }, "APP"),
    !current && channel.pings
      ? el(
          "span",
          { class: "badge-pings", qa: "pings", "aria-label": `${channel.pings} mentions` },
          String(channel.pings),
        )
      : null,
    !current && channel.unread && !channel.pings
      ? el(
          "span",
          { class: "badge-unread", qa: "unread", "aria-label": `${channel.unread} unread` },
          String(channel.unread),
        )
      : null,
  );
}

function homeLink() {
  const current = session.place.tab === "home";
  return el(
    "button",
    {
      class: `side-link${current ? " is-current" : ""}`,
      type: "button",
      qa: "home-link",
      "aria-current": current ? "page" : undefined,
      on: { click: () => openHome() },
    },
    icon("home", 16),
    el("span", { class: "side-name" }, `${session.lens.bot.name} Home`),
  );
}

function personSwitch() {
  const { viewer } = session.lens;
  const button = el(
    "button",
    {
      class: "person-switch",
      type: "button",
      qa: "user-switch",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": `You are ${viewer.real_name}. Change person`,
      dataset: { user: viewer.id },
      on: { click: () => openPeople(button) },
    },
    ...personParts(viewer),
    icon("down", 16),
  );
  return button;
}

function personParts(person) {
  const { lens } = session;
  const now = lens.now();
  return [
    avatar({ id: person.id, name: person.real_name, isBot: false }),
    el(
      "span",
      { class: "person-words" },
      el(
        "strong",
        {},
        person.real_name,
        person.is_guest && el("span", { class: "badge-guest" }, "GUEST"),
      ),
      el(
        "small",
        {},
        `${person.tz.split("/").pop().replace("_", " ")} · ${clockTime(now, person.tz)}`,
      ),
    ),
  ];
}

function openPeople(anchor) {
  let close = () => {};
  const people = session.lens.people.filter(
    (person) => !person.is_bot && !person.deleted && person.id !== "USLACKBOT",
  );
  const list = el(
    "div",
    { class: "option-list", role: "listbox", "aria-label": "Look as" },
    people.map((person) =>
      el(
        "button",
        {
          class: "option option-person",
          type: "button",
          role: "option",
          qa: "user-option",
          dataset: { user: person.id },
          "aria-selected": String(person.id === session.viewer),
          on: {
            click: () => {
              close();
              session.become(person.id).catch(report);
            },
          },
        },
        ...personParts(person),
        icon("check", 16),
      ),
    ),
  );
  close = openPopover(anchor, list, { name: "popover-people", width_px: 280 });
  list.querySelector("[aria-selected=true]")?.focus();
}
