// A month to pick a day from: arrow keys move by days and weeks, Page Up and Down by months.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { plusDays, weekday } from "../zone.js";

const DAYS = ["Su", "Mo", "Tu", "We", "Th", "Fr", "Sa"];
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

function monthName(month) {
  return new Intl.DateTimeFormat("en-US", {
    timeZone: "UTC",
    month: "long",
    year: "numeric",
  }).format(new Date(`${month}-15T12:00:00Z`));
}

function plusMonths(month, count) {
  const at = new Date(`${month}-15T12:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + count);
  return at.toISOString().slice(0, 7);
}

/** Is this text a date that exists? */
export function isDate(text) {
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(Date.parse(text)) &&
    new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)
  );
}

/** A calendar around `chosen` (or `today`), with a field for typing the date. */
export function calendar({ chosen, today, onPick }) {
  let month = (chosen ?? today).slice(0, 7);
  const grid = el("div", { class: "calendar-grid", role: "grid" });
  const title = el("div", { class: "calendar-title", "aria-live": "polite" });
  const field = el("input", {
    class: "input",
    type: "text",
    value: chosen ?? "",
    placeholder: "2026-11-30",
    maxLength: 10,
    qa: "calendar-input",
    "aria-label": "Date as year-month-day",
    inputMode: "numeric",
    on: {
      keydown: (event) => {
        if (event.key !== "Enter") return;
        event.preventDefault();
        if (isDate(field.value.trim())) onPick(field.value.trim());
        else field.setAttribute("aria-invalid", "true");
      },
    },
  });

  function turn(count, focusOn) {
    month = plusMonths(month, count);
    draw(focusOn);
  }

  function draw(focusOn) {
    title.textContent = monthName(month);
    const first = `${month}-01`;
    const start = plusDays(first, -weekday(first));
    const days = Array.from({ length: 42 }, (_, at) => plusDays(start, at));
    grid.replaceChildren(
      ...DAYS.map((name) => el("span", { class: "calendar-weekday" }, name)),
      ...days.map((date) => dayNode(date)),
    );
    if (focusOn) grid.querySelector(`[data-date="${focusOn}"]`)?.focus();
  }

  function dayNode(date) {
    const marks = [
      date.startsWith(month) ? "" : "day-outside",
      date === today ? "day-today" : "",
      date === chosen ? "day-chosen" : "",
    ];
    return el(
      "button",
      {
        class: `day ${marks.join(" ")}`,
        type: "button",
        qa: "calendar-day",
        dataset: { date },
        tabIndex: date === (chosen ?? today) ? 0 : -1,
        "aria-label": date,
        "aria-current": date === today ? "date" : undefined,
        on: { click: () => onPick(date) },
      },
      String(Number(date.slice(8))),
    );
  }

  grid.addEventListener("keydown", (event) => {
    const date = document.activeElement?.dataset.date;
    const turnBy = { PageUp: -1, PageDown: 1 }[event.key];
    if (!date || (!STEPS[event.key] && !turnBy)) return;
    event.preventDefault();
    if (turnBy) return turn(turnBy, `${plusMonths(month, turnBy)}-15`);
    const to = plusDays(date, STEPS[event.key]);
    month = to.slice(0, 7);
    draw(to);
  });
  draw();
  const turner = (name, label, count) =>
    el(
      "button",
      {
        class: "icon-button",
        type: "button",
        "aria-label": label,
        on: { click: () => turn(count) },
      },
      icon(name, 16),
    );
  return el(
    "div",
    { class: "calendar", qa: "calendar" },
    el(
      "div",
      { class: "calendar-head" },
      turner("left", "Month before", -1),
      title,
      turner("right", "Month after", 1),
    ),
    grid,
    field,
  );
}
