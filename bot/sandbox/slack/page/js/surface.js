// What stands around the controls: remembers their values and delivers what people do.
// The three surfaces differ only in how an action is addressed.

import { upload } from "./api.js";
import { confirmed } from "./dialog.js";
import { report, session } from "./session.js";

class Surface {
  #values;
  #address;
  #untold = new Map();

  /** `values`: a Map that outlives redrawing; `address`: what an action of this surface is sent with. */
  constructor(values, address) {
    this.#values = values;
    this.#address = address;
  }

  get lens() {
    return session.lens;
  }

  #key(place) {
    return JSON.stringify([place.blockId, place.actionId]);
  }

  start(place, value) {
    const kept = this.#values.get(this.#key(place));
    if (kept?.type === value.type) return kept;
    this.#values.set(this.#key(place), value);
    return value;
  }

  change(place, value) {
    this.#values.set(this.#key(place), value);
    if (!place.dispatches) this.#untold.set(this.#key(place), value);
  }

  /** An action carries the state of its whole surface, so first tell what only the page knows. */
  async #tellChanges() {
    for (const [key, value] of this.#untold) {
      const [block_id, action_id] = JSON.parse(key);
      this.#untold.delete(key);
      await session.act("action", { ...this.#address, block_id, action_id, value });
    }
  }

  async commit(place, element, value, node) {
    const isState = value.type !== "button" && value.type !== "overflow";
    if (element.confirm && place.dispatches && !(await confirmed(element.confirm, this.lens)))
      return false;
    if (isState) this.change(place, value);
    if (!place.dispatches) return true;
    node?.classList.add("is-busy");
    await this.#tellChanges();
    await session.act("action", {
      ...this.#address,
      block_id: place.blockId,
      action_id: place.actionId,
      value,
    });
    node?.classList.remove("is-busy");
    session.refreshSoon();
    return true;
  }

  async store(files) {
    try {
      return (await upload({ user: session.viewer }, files)).files;
    } catch (error) {
      report(error);
      return [];
    }
  }

  /** {block_id: {action_id: value}} as a payload carries it. */
  state() {
    const state = {};
    for (const [key, value] of this.#values) {
      const [block, action] = JSON.parse(key);
      (state[block] ??= {})[action] = value;
    }
    return state;
  }

  /** Forget what no longer stands on the surface. */
  keepOnly(blocks) {
    const here = new Set(
      blocks.flatMap((block) =>
        [block.element, block.accessory, ...(block.elements ?? [])]
          .filter((element) => element?.action_id)
          .map((element) => this.#key({ blockId: block.block_id, actionId: element.action_id })),
      ),
    );
    for (const key of this.#values.keys()) if (!here.has(key)) this.#values.delete(key);
  }
}

const kept = new Map();

function valuesOf(name) {
  if (!kept.has(name)) kept.set(name, new Map());
  return kept.get(name);
}

/** The surface of a message; choices survive its redrawing, as they do in Slack. */
export function messageSurface(channel, message) {
  return new Surface(valuesOf(`${session.viewer} ${channel} ${message.ts}`), {
    channel,
    message_ts: message.ts,
    ephemeral: Boolean(message.ephemeral),
  });
}

/** The surface of a modal or Home tab. */
export function viewSurface(view) {
  const values = valuesOf(`${session.viewer} ${view.id}`);
  for (const [block, actions] of Object.entries(view.state?.values ?? {})) {
    for (const [action, value] of Object.entries(actions)) {
      const key = JSON.stringify([block, action]);
      if (!values.has(key)) values.set(key, value);
    }
  }
  return new Surface(values, { view_id: view.id });
}

/** A view is gone: so are its values. */
export function forgetView(id) {
  kept.delete(`${session.viewer} ${id}`);
}
