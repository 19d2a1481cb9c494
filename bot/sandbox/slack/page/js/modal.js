// Modals: the stack of views the bot has opened for this person; the top one is shown.

import { el, freshId } from "./dom.js";
import { icon } from "./icons.js";
import { blockNodes } from "./render/blocks.js";
import { retract } from "./notice.js";
import { textOf } from "./render/mrkdwn.js";
import { session } from "./session.js";
import { forgetView, viewSurface } from "./surface.js";
import { faults } from "./validity.js";

let shown = null;

/** Keep the dialog equal to the state's view stack. */
export function watchViews() {
  session.on("state", () => show(session.state.views ?? []));
}

function show(views) {
  const top = views[views.length - 1];
  if (!top) {
    shown?.dismiss();
    shown = null;
    return;
  }
  const mark = JSON.stringify([
    top.id,
    top.hash,
    top.blocks,
    top.title,
    views.length,
    session.viewer,
  ]);
  if (shown?.mark === mark) return;
  if (shown?.id !== top.id || shown.viewer !== session.viewer) {
    shown?.dismiss();
    shown = openModal(top);
  }
  shown.mark = mark;
  shown.draw(top, views.length);
}

function openModal(first) {
  const title = freshId("modal");
  const head = el("h2", { id: title, qa: "modal-title" });
  const body = el("div", { class: "modal-body", qa: "modal-body", tabIndex: -1 });
  const foot = el("div", { class: "modal-foot" });
  const banner = el("div", {
    class: "modal-banner",
    role: "alert",
    qa: "modal-banner",
    hidden: true,
  });
  const app = el("div", { class: "modal-app" }, icon("board", 18));
  const x = el(
    "button",
    {
      class: "icon-button",
      type: "button",
      "aria-label": "Close",
      qa: "modal-x",
      on: { click: () => close(true) },
    },
    icon("close", 20),
  );
  const box = el(
    "dialog",
    { class: "dialog modal", "aria-labelledby": title, qa: "modal" },
    el(
      "form",
      {
        class: "modal-form",
        noValidate: true,
        on: {
          submit: (event) => {
            event.preventDefault();
            submit();
          },
        },
      },
      el("div", { class: "modal-head" }, app, head, x),
      banner,
      body,
      foot,
      el("div", { class: "dialog-notices" }),
    ),
  );
  const surface = viewSurface(first);
  let view = first;

  async function submit() {
    if (!view.submit || box.classList.contains("is-sending")) return;
    const state = surface.state();
    const wrong = faults(view.blocks, state);
    showErrors(wrong);
    if (Object.keys(wrong).length) return;
    setSending(true);
    const answer = await session.act("view_submit", { view_id: view.id, state });
    setSending(false);
    if (answer === null || answer.failure)
      showBanner(answer?.failure ?? "We had some trouble connecting. Try again?");
    else if (answer.response_action === "errors" || answer.errors) showErrors(answer.errors ?? {});
    else if (!answer.response_action || answer.response_action === "clear") forgetView(view.id);
    await session.refresh();
  }

  async function close(all) {
    await session.act("view_close", { view_id: view.id, clear: all });
    forgetView(view.id);
    await session.refresh();
  }

  function setSending(on) {
    box.classList.toggle("is-sending", on);
    foot.querySelector("[data-qa=modal-submit]")?.toggleAttribute("disabled", on);
  }

  function showBanner(sentence) {
    banner.hidden = !sentence;
    banner.replaceChildren(icon("warning", 16), sentence);
    if (sentence) retract(sentence);
  }

  function showErrors(errors) {
    banner.hidden = true;
    let first = null;
    for (const block of body.querySelectorAll("[data-block-type=input]")) {
      const sentence = errors[block.dataset.blockId];
      const line = block.querySelector("[data-qa=modal-error]");
      line.hidden = !sentence;
      line.replaceChildren(...(sentence ? [icon("warning", 14), sentence] : []));
      block.classList.toggle("has-error", Boolean(sentence));
      if (sentence) first ??= block;
    }
    first?.scrollIntoView({ block: "nearest" });
    first?.querySelector("input:not([tabindex='-1']), textarea, button")?.focus();
  }

  function draw(fresh, depth) {
    const focused = keyOfFocus(body);
    const top = body.scrollTop;
    view = fresh;
    surface.keepOnly(view.blocks);
    box.dataset.viewId = view.id;
    box.dataset.callbackId = view.callback_id ?? "";
    head.textContent = textOf(view.title);
    body.replaceChildren(...blockNodes(view.blocks, surface));
    foot.replaceChildren(
      el(
        "button",
        {
          class: "button button-large",
          type: "button",
          qa: "modal-close",
          on: { click: () => close(false) },
        },
        textOf(view.close) || (depth > 1 ? "Back" : view.submit ? "Cancel" : "Close"),
      ),
      ...(view.submit
        ? [
            el(
              "button",
              { class: "button button-primary button-large", type: "submit", qa: "modal-submit" },
              textOf(view.submit),
            ),
          ]
        : []),
    );
    showBanner("");
    body.scrollTop = top;
    restoreFocus(body, focused);
  }

  box.addEventListener("cancel", (event) => {
    event.preventDefault();
    close(false);
  });
  document.body.append(box);
  box.showModal();
  return {
    id: first.id,
    viewer: session.viewer,
    mark: "",
    draw,
    dismiss: () => {
      box.close();
      box.remove();
    },
  };
}

function keyOfFocus(body) {
  const active = document.activeElement;
  if (!body.contains(active) || !active.dataset.actionId) return null;
  return { action: active.dataset.actionId, from: active.selectionStart, to: active.selectionEnd };
}

function restoreFocus(body, focused) {
  if (focused) {
    const again = body.querySelector(`[data-action-id="${CSS.escape(focused.action)}"]`);
    again?.focus();
    if (again?.setSelectionRange && focused.from !== null && focused.from !== undefined)
      again.setSelectionRange(focused.from, focused.to);
    if (again) return;
  }
  const first =
    body.querySelector("[autofocus]") ??
    body.querySelector("input:not([tabindex='-1']), textarea, .choice") ??
    body;
  first.focus({ preventScroll: true });
}
