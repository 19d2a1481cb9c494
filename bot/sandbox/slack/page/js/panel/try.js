// Things to try, one click away.

import { deliver } from "../composer.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { report, session } from "../session.js";
import { SAMPLES, sample } from "./samples.js";

const STORIES = [
  {
    id: "plan",
    text: "schedule these to insta and x next week, weekday mornings",
    files: ["open-at-eight.jpg", "harbour-blend.jpg"],
    note: "Two pictures and a sentence: the bot answers with a plan.",
  },
  {
    id: "everywhere",
    text: "schedule this everywhere tomorrow at 9am",
    files: ["harbour-clip.mp4"],
    note: "One clip, every network. TikTok wants a choice of yours: press Edit.",
  },
  {
    id: "video",
    text: "post this clip on X tomorrow at 9am",
    files: ["harbour-clip.mp4"],
    note: "A video for one network.",
  },
  {
    id: "now",
    text: "publish this to insta now",
    files: ["launch-week.png"],
    note: "Asks before it goes out.",
  },
];

const SENTENCES = [
  { id: "help", text: "/callboard help" },
  { id: "list", text: "/callboard list" },
  { id: "mention", text: "@Callboard what is planned this week?" },
  { id: "notify", text: "/callboard notify #alerts" },
  { id: "project", text: "/callboard project" },
];

/** Build the list into `box`. */
export function mountTry(box, { writer }) {
  const pictures = el(
    "div",
    { class: "try-files" },
    SAMPLES.map((entry) => fileButton(entry, writer)),
  );
  box.append(
    section(
      "In one click",
      STORIES.map((story) => storyButton(story)),
    ),
    section(
      "Sentences",
      SENTENCES.map((entry) => sentenceButton(entry)),
    ),
    section("Sample files", [
      el("p", { class: "panel-note" }, "A click adds the file to your message."),
      pictures,
    ]),
  );
  let drawn = false;
  return {
    visible: (on) => {
      if (!on || drawn) return;
      drawn = true;
      for (const image of box.querySelectorAll("img[data-sample]")) preview(image);
    },
  };
}

function section(title, rows) {
  return el("section", { class: "panel-section" }, el("h3", {}, title), rows);
}

function preview(image) {
  sample(image.dataset.sample).then((file) => {
    image.src = URL.createObjectURL(file);
  }, report);
}

async function send(text, names, node) {
  node.disabled = true;
  const files = await Promise.all(names.map(sample));
  if (session.place.tab === "home") session.go({ channel: session.place.channel });
  const sent = await deliver(text, files, { channel: session.place.channel });
  node.disabled = false;
  return sent;
}

/** Messages are answered in their threads, so that is where to look; commands have none. */
async function tell(text, files, node) {
  const sent = await send(text, files, node);
  if (sent?.ts) session.go({ ...session.place, thread: sent.ts });
}

function storyButton({ id, text, files, note }) {
  const node = el(
    "button",
    {
      class: "try-story",
      type: "button",
      qa: `try-${id}`,
      on: { click: () => tell(text, files, node) },
    },
    el(
      "span",
      { class: "try-thumbs" },
      files.map((name) =>
        name.endsWith(".mp4")
          ? el("span", { class: "try-thumb try-video" }, icon("play", 20))
          : el("img", { class: "try-thumb", alt: "", dataset: { sample: name } }),
      ),
    ),
    el("span", { class: "try-words" }, el("strong", {}, text), el("small", {}, note)),
  );
  return node;
}

function sentenceButton({ id, text }) {
  const node = el(
    "button",
    {
      class: "try-sentence",
      type: "button",
      qa: `try-${id}`,
      on: { click: () => tell(text, [], node) },
    },
    el("span", {}, text),
    icon("send", 14),
  );
  return node;
}

function fileButton({ name, title, isVideo }, writer) {
  const node = el(
    "button",
    {
      class: "try-file",
      type: "button",
      qa: "try-file",
      dataset: { name },
      title: `Add ${name} to your message`,
      on: { click: async () => writer.addFiles([await sample(name)]) },
    },
    isVideo
      ? el("span", { class: "try-thumb try-video" }, icon("play", 22))
      : el("img", { class: "try-thumb", alt: "", dataset: { sample: name } }),
    el("small", {}, title),
  );
  return node;
}
