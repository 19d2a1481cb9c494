// Files waiting beside the composer to be sent with the next message.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { sizeText } from "./render/media.js";

/** Holds files and draws them into `box`. */
export class Attachments {
  #box;
  #files = [];
  #urls = [];

  constructor(box) {
    this.#box = box;
  }

  get files() {
    return [...this.#files];
  }

  add(files) {
    this.#files.push(...files);
    this.#draw();
  }

  clear() {
    this.#files = [];
    this.#draw();
  }

  #draw() {
    for (const url of this.#urls.splice(0)) URL.revokeObjectURL(url);
    this.#box.hidden = !this.#files.length;
    this.#box.replaceChildren(...this.#files.map((file) => this.#node(file)));
  }

  #node(file) {
    return el(
      "div",
      { class: "attachment", qa: "attachment", title: file.name },
      this.#preview(file),
      el(
        "span",
        { class: "attachment-words" },
        el("strong", {}, file.name),
        el("small", {}, sizeText(file.size)),
      ),
      el(
        "button",
        {
          class: "attachment-remove",
          type: "button",
          "aria-label": `Remove ${file.name}`,
          on: {
            click: () => {
              this.#files = this.#files.filter((other) => other !== file);
              this.#draw();
            },
          },
        },
        icon("close", 12),
      ),
    );
  }

  #preview(file) {
    const kind = file.type.split("/")[0];
    if (kind !== "image") return icon(kind === "video" ? "play" : "file", 24);
    const url = URL.createObjectURL(file);
    this.#urls.push(url);
    return el("img", { src: url, alt: "" });
  }
}
