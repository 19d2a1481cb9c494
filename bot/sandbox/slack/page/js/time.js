// Dates and times in words, in the zone and habit of the person who looks.

import { plusDays, wall } from "./zone.js";

/** People in the Americas read 9:00 AM, the others 09:00; Slack leaves this to each person. */
export function usesTwelveHours(zone) {
  return zone.startsWith("America/");
}

function shown(instant, zone, options) {
  return new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }).format(instant);
}

/** 9:00 AM or 09:00. */
export function clockTime(instant, zone, withSeconds = false) {
  return shown(instant, zone, {
    hour: usesTwelveHours(zone) ? "numeric" : "2-digit",
    minute: "2-digit",
    second: withSeconds ? "2-digit" : undefined,
    hourCycle: usesTwelveHours(zone) ? "h12" : "h23",
  });
}

/** The same for a wall time such as "14:30". */
export function wallTime(time, zone) {
  const [hour, minute] = time.split(":").map(Number);
  if (!usesTwelveHours(zone)) return time;
  return `${hour % 12 || 12}:${String(minute).padStart(2, "0")} ${hour < 12 ? "AM" : "PM"}`;
}

/** "today", "yesterday", "tomorrow" or null, seen from `now`. */
export function nearDay(instant, now, zone) {
  const date = wall(instant, zone).date;
  const today = wall(now, zone).date;
  if (date === today) return "today";
  if (date === plusDays(today, -1)) return "yesterday";
  if (date === plusDays(today, 1)) return "tomorrow";
  return null;
}

function year(instant, now, zone) {
  const ofInstant = wall(instant, zone).date.slice(0, 4);
  return ofInstant === wall(now, zone).date.slice(0, 4) ? "" : `, ${ofInstant}`;
}

function ordinal(day) {
  if (day % 100 >= 11 && day % 100 <= 13) return `${day}th`;
  return `${day}${["th", "st", "nd", "rd"][day % 10] ?? "th"}`;
}

function dayOfMonth(instant, zone) {
  return Number(wall(instant, zone).date.slice(8));
}

/** Mon, Nov 30 */
export function shortDay(instant, zone) {
  return shown(instant, zone, { weekday: "short", month: "short", day: "numeric" });
}

/** Nov 30 or, in another year, Nov 30, 2027 */
export function shortDate(instant, now, zone) {
  return shown(instant, zone, { month: "short", day: "numeric" }) + year(instant, now, zone);
}

/** November 30th */
export function longDate(instant, now, zone) {
  const month = shown(instant, zone, { month: "long" });
  return `${month} ${ordinal(dayOfMonth(instant, zone))}${year(instant, now, zone)}`;
}

/** Monday, November 30th */
export function fullDate(instant, now, zone) {
  return `${shown(instant, zone, { weekday: "long" })}, ${longDate(instant, now, zone)}`;
}

/** The line between the days of a conversation. */
export function dividerDay(instant, now, zone) {
  const near = nearDay(instant, now, zone);
  if (near) return near[0].toUpperCase() + near.slice(1);
  return fullDate(instant, now, zone);
}

/** "in 3 hours", "2 days ago" */
export function distance(instant, now) {
  const seconds = (instant.getTime() - now.getTime()) / 1000;
  const words = new Intl.RelativeTimeFormat("en-US", { numeric: "auto" });
  for (const [unit, size] of [
    ["day", 86400],
    ["hour", 3600],
    ["minute", 60],
  ]) {
    if (Math.abs(seconds) >= size) return words.format(Math.round(seconds / size), unit);
  }
  return words.format(Math.round(seconds), "second");
}

/** When a Slack timestamp such as 1795421600.000100 was. */
export function instantOfTs(ts) {
  return new Date(Number(ts) * 1000);
}

/** The zone's short name: EST, GMT+9. */
export function zoneName(instant, zone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "short" });
  return parts.formatToParts(instant).find((part) => part.type === "timeZoneName").value;
}
