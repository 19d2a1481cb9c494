// The App Home tab.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { blockNodes } from "./render/blocks.js";
import { session } from "./session.js";
import { viewSurface } from "./surface.js";

/** Draw the person's Home view into `box` and keep it equal to the state. */
export function mountHome(box) {
  let mark = "";
  const draw = () => {
    const on = session.place.tab === "home";
    box.hidden = !on;
    if (!on) return;
    const view = session.state.home;
    const fresh = JSON.stringify([view?.id, view?.hash, view?.blocks, session.viewer]);
    if (fresh === mark) return;
    mark = fresh;
    if (!view) {
      box.replaceChildren(empty());
      return;
    }
    const surface = viewSurface(view);
    surface.keepOnly(view.blocks);
    box.replaceChildren(
      el("div", { class: "home-sheet", qa: "home-view" }, blockNodes(view.blocks, surface)),
    );
  };
  session.on("state", draw);
  session.on("place", draw);
}

function empty() {
  return el(
    "div",
    { class: "empty", qa: "home-empty" },
    icon("home", 34),
    el("strong", {}, `${session.lens.bot.name} has not drawn its Home tab yet.`),
    el(
      "span",
      {},
      "It is asked to whenever someone opens this tab; the Inspector on the right shows whether it answered.",
    ),
  );
}

/** Open the tab and tell the bot. */
export function openHome() {
  session.go({ channel: botDm(), tab: "home" });
  return session.act("home", {});
}

/** The conversation between this person and the bot. */
export function botDm() {
  return (
    session.state.channels.find((channel) => session.lens.isBotDm(channel))?.id ??
    session.firstChannel()
  );
}
