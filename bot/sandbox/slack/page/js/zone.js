// Wall time in a named zone ↔ instants, by the browser's own zone data.

const PARTS = new Map();

function formatter(zone) {
  if (!PARTS.has(zone)) {
    PARTS.set(
      zone,
      new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      }),
    );
  }
  return PARTS.get(zone);
}

/** What calendar and clock in `zone` show at `instant`. */
export function wall(instant, zone) {
  const parts = Object.fromEntries(
    formatter(zone)
      .formatToParts(instant)
      .map((part) => [part.type, part.value]),
  );
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}`,
    seconds: Number(parts.second),
  };
}

function offset_ms(instant, zone) {
  const shown = wall(instant, zone);
  const asUtc = Date.parse(
    `${shown.date}T${shown.time}:${String(shown.seconds).padStart(2, "0")}Z`,
  );
  return asUtc - Math.floor(instant.getTime() / 1000) * 1000;
}

/** The instant at which `zone` shows this date (2026-11-30) and time (08:00). */
export function instantOf(date, time, zone) {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // The second look settles times next to a clock change, where the first offset is the wrong one.
  const first = asUtc - offset_ms(new Date(asUtc), zone);
  return new Date(asUtc - offset_ms(new Date(first), zone));
}

/** `date` moved by whole calendar days. */
export function plusDays(date, days) {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

/** 0 = Sunday … 6 = Saturday. */
export function weekday(date) {
  return new Date(`${date}T12:00:00Z`).getUTCDay();
}
