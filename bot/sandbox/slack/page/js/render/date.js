// <!date^unix^format^link|fallback>: https://docs.slack.dev/messaging/formatting-message-text#date-formatting

import { clockTime, distance, fullDate, longDate, nearDay, shortDate } from "../time.js";
import { wall } from "../zone.js";

const capital = (words) => words[0].toUpperCase() + words.slice(1);

/** The words of one {token}, or null when Slack knows no such token. */
function token(name, instant, { tz, now }) {
  const near = name.endsWith("_pretty") ? nearDay(instant, now, tz) : null;
  if (near) return near;
  const { date } = wall(instant, tz);
  switch (name.replace(/_pretty$/, "")) {
    case "date_num":
      return date;
    case "date_slash":
      return `${date.slice(5, 7)}/${date.slice(8)}/${date.slice(0, 4)}`;
    case "date":
      return longDate(instant, now, tz);
    case "date_short":
      return shortDate(instant, now, tz);
    case "date_long":
    case "day_divider":
      return fullDate(instant, now, tz);
    case "time":
      return clockTime(instant, tz);
    case "time_secs":
      return clockTime(instant, tz, true);
    case "ago":
      return distance(instant, now);
    default:
      return null;
  }
}

/** The text Slack shows for this date, in the zone of the person who looks. */
export function dateText(unix, format, fallback, lens) {
  const instant = new Date(Number(unix) * 1000);
  if (Number.isNaN(instant.getTime())) return fallback;
  const seen = { tz: lens.tz, now: lens.now() };
  let known = true;
  const text = format.replace(/\{([a-z_]+)\}/g, (_, name) => {
    const words = token(name, instant, seen);
    known &&= words !== null;
    return words ?? "";
  });
  if (!known) return fallback;
  return /^\{[a-z_]*_pretty\}/.test(format) ? capital(text) : text;
}
