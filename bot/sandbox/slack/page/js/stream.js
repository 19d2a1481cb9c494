// Live news from the stand-in. The browser reconnects by itself while the server is away
// for a moment; when it gives up, we start again, and after every gap the page reads all anew.

import { ROOT } from "./api.js";

const AGAIN_MS = 1500;

/** Call `onNews` with every event, `onState` with "live" or "waiting". */
export function listen({ onNews, onState, onGap }) {
  let wasOpen = false;
  const source = new EventSource(new URL("_sandbox/stream", ROOT));
  source.addEventListener("open", () => {
    onState("live");
    if (wasOpen) onGap();
    wasOpen = true;
  });
  source.addEventListener("message", (event) => onNews(JSON.parse(event.data)));
  source.addEventListener("error", () => {
    onState("waiting");
    if (source.readyState !== EventSource.CLOSED) return;
    source.close();
    setTimeout(() => {
      listen({ onNews, onState, onGap });
      onGap();
    }, AGAIN_MS);
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}
