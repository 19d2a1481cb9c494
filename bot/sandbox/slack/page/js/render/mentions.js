// People, channels, pings and links inside text.

import { el } from "../dom.js";

/** @Name; the one who looks is marked more strongly. */
export function personMention(id, lens, label) {
  const name = lens.person(id)?.real_name ?? label ?? id;
  const mine = id === lens.viewer.id ? " mention-me" : "";
  return el("span", { class: `mention${mine}`, qa: "mention", dataset: { user: id } }, `@${name}`);
}

/** #channel, opened by a click. */
export function channelMention(id, lens, label) {
  const name = lens.channel(id)?.name ?? label ?? id;
  return el(
    "a",
    { class: "mention", href: `#/${id}`, qa: "channel-mention", dataset: { channel: id } },
    `#${name}`,
  );
}

/** @here, @channel, @everyone: rings many people, so it looks loud. */
export function groupPing(name) {
  return el("span", { class: "mention mention-all", qa: "ping" }, `@${name}`);
}

/** A link that opens elsewhere; anything but web, mail and telephone addresses stays text. */
export function link(address, label) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return document.createTextNode(label);
  }
  if (!["http:", "https:", "mailto:", "tel:"].includes(url.protocol)) {
    return document.createTextNode(label);
  }
  return el(
    "a",
    {
      href: url.href,
      target: "_blank",
      rel: "noopener noreferrer",
      class: "link",
      title: url.href,
    },
    label,
  );
}
