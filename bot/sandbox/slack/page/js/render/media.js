// Pictures, videos and other files.

import { fileUrl, thumbUrl } from "../api.js";
import { el } from "../dom.js";
import { icon } from "../icons.js";
import { lightbox } from "../lightbox.js";
import { textOf } from "./mrkdwn.js";

/** 12.4 KB */
export function sizeText(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Where an image block or element has its picture. */
export function imageSource(image) {
  if (image.image_url) return image.image_url;
  const file = image.slack_file ?? {};
  const id = file.id ?? /\/files-(?:pri|tmb)\/[^-/]+-([A-Z0-9]+)/.exec(file.url ?? "")?.[1];
  return id ? fileUrl(id) : "";
}

/** An <img> that says in words when its picture cannot be had. */
export function picture(source, alt, name) {
  const image = el("img", { class: name, src: source, alt, loading: "lazy", decoding: "async" });
  image.addEventListener(
    "error",
    () => {
      image.replaceWith(
        el(
          "span",
          { class: "picture-missing", qa: "picture-missing" },
          icon("image", 16),
          alt || "Picture cannot be shown",
        ),
      );
    },
    { once: true },
  );
  return image;
}

/** An `image` block. */
export function imageBlock(block) {
  const source = imageSource(block);
  const image = picture(source, block.alt_text ?? "", "image-block");
  const title = textOf(block.title);
  return el(
    "figure",
    { class: "image-figure" },
    title && el("figcaption", { class: "image-title" }, title),
    el(
      "button",
      {
        class: "picture-button",
        type: "button",
        "aria-label": `Enlarge: ${block.alt_text ?? title}`,
        on: { click: () => lightbox(source, block.alt_text ?? title) },
      },
      image,
    ),
  );
}

/** The files of a message. */
export function fileList(files) {
  return el("div", { class: "files", qa: "files" }, files.map(fileNode));
}

function fileNode(file) {
  const kind = (file.mimetype ?? "").split("/")[0];
  if (file.deleted || file.mode === "tombstone")
    return el("div", { class: "file-card file-gone" }, icon("trash"), "This file was deleted.");
  if (kind === "image") return pictureFile(file);
  if (kind === "video") return videoFile(file);
  return cardFile(file);
}

function pictureFile(file) {
  const source = fileUrl(file.id);
  const image = picture(thumbUrl(file), file.alt_txt ?? file.name, "file-picture");
  if (file.original_w && file.original_h) {
    image.width = Math.round(Math.min(360, (240 * file.original_w) / file.original_h));
    image.height = Math.round(Math.min(240, (360 * file.original_h) / file.original_w));
  }
  return el(
    "figure",
    { class: "file", qa: "file", dataset: { fileId: file.id } },
    el(
      "button",
      {
        class: "picture-button",
        type: "button",
        "aria-label": `Enlarge ${file.name}`,
        on: { click: () => lightbox(source, file.name) },
      },
      image,
    ),
    el("figcaption", { class: "file-name" }, file.name),
  );
}

function videoFile(file) {
  const video = el("video", {
    class: "file-video",
    src: fileUrl(file.id),
    controls: true,
    preload: "metadata",
    "aria-label": file.name,
  });
  return el(
    "figure",
    { class: "file", qa: "file", dataset: { fileId: file.id } },
    video,
    el("figcaption", { class: "file-name" }, file.name),
  );
}

function cardFile(file) {
  return el(
    "a",
    {
      class: "file-card",
      qa: "file",
      href: fileUrl(file.id),
      target: "_blank",
      rel: "noopener",
      dataset: { fileId: file.id },
    },
    icon("file", 28),
    el(
      "span",
      { class: "file-card-words" },
      el("strong", {}, file.name),
      el(
        "span",
        {},
        [
          file.pretty_type ?? (file.filetype || file.mimetype || "File").toUpperCase(),
          sizeText(file.size ?? 0),
        ].join(" · "),
      ),
    ),
  );
}
