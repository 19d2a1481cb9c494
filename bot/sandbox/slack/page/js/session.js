// Who looks at what: the person, the place, and the last state heard from the stand-in.
// Everything else on the page listens here ("state", "place", "messages", "log", "networks").

import { act, get, Refusal } from "./api.js";
import { gathered } from "./dom.js";
import { Lens } from "./lens.js";
import { notice } from "./notice.js";

const REMEMBERED = "callboard.viewer";
const FIRST_PERSON = "U0ANA";
const TOGETHER_MS = 40;

class Session extends EventTarget {
  state = null;
  lens = null;
  place = { channel: null, tab: "messages", thread: null, focus: null };
  #asked = 0;
  #heard = 0;
  #viewer =
    new URLSearchParams(location.search).get("user") ??
    sessionStorage.getItem(REMEMBERED) ??
    FIRST_PERSON;
  #refreshSoon = gathered(() => this.refresh().catch(report), TOGETHER_MS);

  /** The id of the person who looks. */
  get viewer() {
    return this.#viewer;
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  on(name, listener) {
    this.addEventListener(name, (event) => listener(event.detail));
  }

  /** Read the state anew; the answer of an older question never overwrites a newer one. */
  async refresh() {
    const asked = this.#viewer;
    this.#asked += 1;
    const mine = this.#asked;
    const state = await get("_sandbox/state", { user: asked });
    if (asked !== this.#viewer || mine < this.#heard) return;
    this.#heard = mine;
    this.state = state;
    this.lens = new Lens(state);
    this.#viewer = this.lens.viewer.id;
    this.emit("state");
  }

  refreshSoon() {
    this.#refreshSoon();
  }

  /** Look through another person's eyes. */
  async become(user) {
    this.#viewer = user;
    sessionStorage.setItem(REMEMBERED, user);
    await this.refresh();
    const here = this.lens.channel(this.place.channel);
    if (!here || !this.lens.sees(here) || here.kind === "im")
      this.go({ channel: this.firstChannel(), tab: "messages" });
    else this.go({ ...this.place, thread: null });
  }

  /** The channel a newcomer sees first. */
  firstChannel() {
    const mine = this.state.channels.filter((channel) => this.lens.sees(channel));
    return (mine.find((channel) => channel.name === "launch") ?? mine[0]).id;
  }

  /** Show a place; what is not named stays closed. */
  go({ channel = this.place.channel, tab = "messages", thread = null, focus = null }) {
    this.place = { channel, tab, thread, focus };
    const hash = `#/${tab === "home" ? "home" : channel}${focus ? `/p${focus.replace(".", "")}` : ""}`;
    if (location.hash !== hash) history.replaceState(null, "", hash);
    this.emit("place");
  }

  /** Do something as this person; a refusal is shown, and answers null. */
  async act(what, body) {
    try {
      return await act(what, { user: this.#viewer, ...body });
    } catch (error) {
      report(error);
      return null;
    }
  }
}

/** Show a refusal; anything else is a fault of the page and stays loud. */
export function report(error) {
  if (!(error instanceof Refusal)) throw error;
  notice(error.message, { kind: "failure" });
}

export const session = new Session();
