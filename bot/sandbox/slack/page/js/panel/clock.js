// The demo's time: shown in the zone of the person who looks, and moved forward by buttons.

import { post } from "../api.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { report, session } from "../session.js";
import { clockTime, distance, shortDay, zoneName } from "../time.js";
import { instantOf, plusDays, wall, weekday } from "../zone.js";

const HOUR_S = 3600;
const DAY_S = 86400;
// A due post is taken up by the bot's timer, so arrive just after the moment, not on it.
const AFTER_DUE_S = 2;

/** Build the clock into `box`. */
export function mountClock(box, timelines) {
  const day = el("span", { class: "clock-day", qa: "clock-day" });
  const time = el("span", { class: "clock-time", qa: "clock-time" });
  const next = button("clock-next", "Next due", () =>
    move(next.due_s - session.lens.now().getTime() / 1000 + AFTER_DUE_S),
  );
  box.append(
    el(
      "div",
      { class: "clock-face" },
      icon("clock", 20),
      el(
        "div",
        {},
        el("div", { class: "clock-row" }, time, day),
        el("small", {}, "The demo's time. It only moves forward."),
      ),
    ),
    el(
      "div",
      { class: "clock-buttons" },
      button("clock-hour", "+1 hour", () => move(HOUR_S)),
      button("clock-day-forward", "+1 day", () => move(DAY_S)),
      button("clock-monday", "Next Monday 08:00", () => move(untilMonday())),
      next,
    ),
  );

  const draw = () => {
    if (!session.lens) return;
    const now = session.lens.now();
    const { tz } = session.lens;
    time.textContent = clockTime(now, tz);
    day.textContent = `${shortDay(now, tz)} · ${zoneName(now, tz)}`;
    const due = nextDue(
      timelines.flatMap((timeline) => timeline.messages),
      now,
    );
    next.hidden = !due;
    next.due_s = due ?? 0;
    if (due) {
      const at = new Date(due * 1000);
      next.replaceChildren(icon("forward", 14), `${shortDay(at, tz)}, ${clockTime(at, tz)}`);
      next.title = `To the next time ${session.lens.bot.name} names in this conversation, ${distance(at, now)}`;
    }
  };
  session.on("state", draw);
  session.on("place", draw);
  setInterval(draw, 1000);
}

function button(qa, words, run) {
  const node = el("button", { class: "button button-small", type: "button", qa }, words);
  node.addEventListener("click", async () => {
    node.disabled = true;
    node.classList.add("is-busy");
    await run();
    node.classList.remove("is-busy");
    node.disabled = false;
  });
  return node;
}

async function move(seconds) {
  try {
    await post("_sandbox/clock", { advance_s: Math.max(1, Math.round(seconds)) });
    await session.refresh();
    session.emit("messages", session.place.channel);
    session.emit("networks");
  } catch (error) {
    report(error);
  }
}

/** Seconds until the next Monday at eight in the morning, in the zone of the person who looks. */
function untilMonday() {
  const { tz } = session.lens;
  const now = session.lens.now();
  const today = wall(now, tz).date;
  const days = (8 - weekday(today)) % 7 || 7;
  return (instantOf(plusDays(today, days), "08:00", tz).getTime() - now.getTime()) / 1000;
}

/** The nearest time to come that the bot names in these messages, in unix seconds, or null. */
export function nextDue(messages, now) {
  const text = JSON.stringify(messages.filter((message) => message.bot_id));
  const times = [...text.matchAll(/<!date\^(\d{9,11})\^/g)].map((found) => Number(found[1]));
  const ahead = times.filter((unix) => unix > now.getTime() / 1000);
  return ahead.length ? Math.min(...ahead) : null;
}
