// Date, time, and date-with-time pickers.

import { el } from "../dom.js";
import { icon } from "../icons.js";
import { arrowKeys, openPopover } from "../popover.js";
import { wallTime, zoneName } from "../time.js";
import { instantOf, wall } from "../zone.js";
import { calendar } from "./calendar.js";
import { textOf } from "./mrkdwn.js";

function dateWords(date) {
  return new Intl.DateTimeFormat("en-US", {
    timeZone: "UTC",
    weekday: "short",
    month: "short",
    day: "numeric",
    year: "numeric",
  }).format(new Date(`${date}T12:00:00Z`));
}

function dateButton({ chosen, placeholder, label, actionId, lens, onPick }) {
  const words = el("span", { class: "choice-words" });
  const node = el(
    "button",
    {
      class: "choice choice-date",
      type: "button",
      qa: "datepicker",
      "aria-haspopup": "dialog",
      dataset: { actionId },
    },
    icon("calendar", 16),
    words,
  );
  node.show = (date) => {
    node.dataset.value = date ?? "";
    words.replaceChildren(
      date ? dateWords(date) : el("span", { class: "placeholder" }, placeholder),
    );
    node.setAttribute(
      "aria-label",
      `${label ? `${label}: ` : ""}${date ? dateWords(date) : placeholder}`,
    );
  };
  node.addEventListener("click", () => {
    let close = () => {};
    const month = calendar({
      chosen: node.dataset.value || null,
      today: wall(lens.now(), lens.tz).date,
      onPick: (date) => {
        close();
        node.show(date);
        onPick(date);
      },
    });
    close = openPopover(node, month, { name: "popover-calendar" });
    month.querySelector(".day[tabindex='0']")?.focus();
  });
  node.show(chosen);
  return node;
}

/** 9:30, 930, 9am, 21:15 → "09:30" …, or null. */
export function readTime(text) {
  const found = /^\s*(\d{1,2}):?(\d{2})?\s*(am|pm)?\s*$/i.exec(text);
  if (!found) return null;
  const half = found[3]?.toLowerCase();
  let hour = Number(found[1]);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === "pm" ? 12 : 0);
  const minute = Number(found[2] ?? 0);
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

const HALF_HOURS = Array.from(
  { length: 48 },
  (_, at) => `${String(Math.floor(at / 2)).padStart(2, "0")}:${at % 2 ? "30" : "00"}`,
);

function timeField({ chosen, placeholder, label, actionId, lens, onPick }) {
  const field = el("input", {
    class: "input input-time",
    type: "text",
    placeholder,
    qa: "timepicker",
    autocomplete: "off",
    "aria-label": label || placeholder,
    "aria-haspopup": "listbox",
    dataset: { actionId },
  });
  let settled = null;
  field.show = (time) => {
    settled = time ?? null;
    field.dataset.value = time ?? "";
    field.value = time ? wallTime(time, lens.tz) : "";
  };
  const settle = (time) => {
    if (time === null || time === settled) return field.show(settled);
    field.show(time);
    return onPick(time);
  };
  let close = null;
  const open = () => {
    if (close) return;
    const list = el(
      "div",
      { class: "option-list", role: "listbox", "aria-label": "Times" },
      HALF_HOURS.map((time) =>
        el(
          "button",
          {
            class: "option",
            type: "button",
            role: "option",
            qa: "option",
            "aria-selected": String(time === settled),
            dataset: { value: time },
            on: {
              click: () => {
                close?.();
                settle(time);
              },
            },
          },
          wallTime(time, lens.tz),
        ),
      ),
    );
    arrowKeys(list, "[role=option]");
    close = openPopover(field, list, {
      name: "popover-times",
      width_px: Math.max(field.offsetWidth, 130),
      onClose: () => {
        close = null;
      },
    });
    list.querySelector(`[data-value="${settled ?? "09:00"}"]`)?.scrollIntoView({ block: "center" });
  };
  field.addEventListener("click", open);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      open();
      document.querySelector(".popover-times [role=option]")?.focus();
    }
    if (event.key !== "Enter") return;
    event.preventDefault();
    close?.();
    settle(readTime(field.value));
  });
  field.addEventListener("change", () => settle(readTime(field.value)));
  field.show(chosen);
  return field;
}

/** datepicker */
export function datePicker(element, place, host) {
  const start = host.start(place, {
    type: "datepicker",
    selected_date: element.initial_date ?? null,
  });
  let settled = start.selected_date;
  const node = dateButton({
    chosen: settled,
    placeholder: textOf(element.placeholder) || "Choose a date",
    label: place.label,
    actionId: element.action_id,
    lens: host.lens,
    onPick: async (date) => {
      if (await host.commit(place, element, { type: "datepicker", selected_date: date }, node))
        settled = date;
      else node.show(settled);
    },
  });
  return node;
}

/** timepicker */
export function timePicker(element, place, host) {
  const zone = element.timezone ? { timezone: element.timezone } : {};
  const start = host.start(place, {
    type: "timepicker",
    selected_time: element.initial_time ?? null,
    ...zone,
  });
  let settled = start.selected_time;
  const node = timeField({
    chosen: settled,
    placeholder: textOf(element.placeholder) || "Choose a time",
    label: place.label,
    actionId: element.action_id,
    lens: host.lens,
    onPick: async (time) => {
      if (
        await host.commit(
          place,
          element,
          { type: "timepicker", selected_time: time, ...zone },
          node,
        )
      )
        settled = time;
      else node.show(settled);
    },
  });
  return el("span", { class: "picker" }, icon("clock", 16), node);
}

/** datetimepicker: in the zone of the person who looks, as Slack uses that of their computer. */
export function dateTimePicker(element, place, host) {
  const { lens } = host;
  const start = host.start(place, {
    type: "datetimepicker",
    selected_date_time: element.initial_date_time ?? null,
  });
  const shown = start.selected_date_time
    ? wall(new Date(start.selected_date_time * 1000), lens.tz)
    : {};
  const draft = { date: shown.date ?? null, time: shown.time ?? null };
  const settle = () => {
    if (!draft.date || !draft.time) return;
    const unix = Math.floor(instantOf(draft.date, draft.time, lens.tz).getTime() / 1000);
    host.commit(place, element, { type: "datetimepicker", selected_date_time: unix }, node);
  };
  const part = { lens, actionId: element.action_id };
  const node = el(
    "span",
    {
      class: "datetime",
      role: "group",
      "aria-label": place.label || "Date and time",
      qa: "datetimepicker",
      dataset: { actionId: element.action_id },
    },
    dateButton({
      ...part,
      chosen: draft.date,
      placeholder: "Choose a date",
      label: place.label,
      onPick: (date) => {
        draft.date = date;
        settle();
      },
    }),
    timeField({
      ...part,
      chosen: draft.time,
      placeholder: "Time",
      label: "Time",
      onPick: (time) => {
        draft.time = time;
        settle();
      },
    }),
    el("span", { class: "zone-note" }, zoneName(lens.now(), lens.tz)),
  );
  return node;
}
