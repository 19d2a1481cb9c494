// Sample pictures, painted on the spot, and one small video that comes with the page.

import { ROOT } from "../api.js";

const INK = "#fffaf0";
const FONT = '"Inter", "Segoe UI", Arial, sans-serif';

function canvas(width_px, height_px) {
  const node = document.createElement("canvas");
  node.width = width_px;
  node.height = height_px;
  return [node, node.getContext("2d")];
}

function sky(pen, width_px, height_px, colours) {
  const gradient = pen.createLinearGradient(0, 0, width_px * 0.4, height_px);
  colours.forEach((colour, at) => gradient.addColorStop(at / (colours.length - 1), colour));
  pen.fillStyle = gradient;
  pen.fillRect(0, 0, width_px, height_px);
}

function disc(pen, x, y, radius, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, Math.PI * 2);
  pen.fill();
}

function hills(pen, width_px, height_px, base, swing, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(0, height_px);
  for (let x = 0; x <= width_px; x += 6) {
    const y = base + Math.sin(x / 150) * swing + Math.sin(x / 61) * swing * 0.35;
    pen.lineTo(x, y);
  }
  pen.lineTo(width_px, height_px);
  pen.fill();
}

function words(pen, lines, x, y, size_px, colour = INK) {
  pen.fillStyle = colour;
  lines.forEach((line, at) => {
    pen.font = `${at ? 500 : 800} ${at ? size_px * 0.42 : size_px}px ${FONT}`;
    pen.fillText(line, x, y + at * size_px * 0.75);
  });
}

function sunrise() {
  const [node, pen] = canvas(1080, 1080);
  sky(pen, 1080, 1080, ["#31245f", "#b5446e", "#f79256", "#fbd87f"]);
  disc(pen, 700, 620, 190, "#fff1c9");
  hills(pen, 1080, 1080, 720, 46, "#8c3a5e");
  hills(pen, 1080, 1080, 830, 60, "#4d2a55");
  words(pen, ["Open at eight", "Summer hours start on Monday"], 84, 190, 104);
  return node;
}

function harbour() {
  const [node, pen] = canvas(1080, 1350);
  sky(pen, 1080, 1350, ["#0b3c49", "#13677b", "#7fc8c2"]);
  for (let at = 0; at < 9; at += 1)
    disc(
      pen,
      130 + at * 118,
      470 + Math.sin(at * 1.7) * 130,
      46 + (at % 3) * 22,
      `rgba(255, 244, 214, ${0.16 + (at % 4) * 0.07})`,
    );
  hills(pen, 1080, 1350, 900, 34, "#0f5563");
  hills(pen, 1080, 1350, 1010, 52, "#0a3a47");
  words(pen, ["New: harbour blend", "Roasted on Tuesdays"], 84, 230, 96);
  return node;
}

function poster() {
  const [node, pen] = canvas(1200, 675);
  sky(pen, 1200, 675, ["#f4efe6", "#f1dfc4"]);
  disc(pen, 960, 330, 210, "#e8704f");
  disc(pen, 840, 420, 120, "#1f6f78");
  disc(pen, 1050, 480, 74, "#f2b84b");
  words(pen, ["Launch week", "Five days, five stories"], 80, 300, 100, "#2a2440");
  return node;
}

const PICTURES = [
  { name: "open-at-eight.jpg", type: "image/jpeg", title: "Sunrise, square", paint: sunrise },
  { name: "harbour-blend.jpg", type: "image/jpeg", title: "Harbour, upright", paint: harbour },
  { name: "launch-week.png", type: "image/png", title: "Poster, wide", paint: poster },
];

const painted = new Map();

async function paint({ name, type, paint: draw }) {
  await document.fonts.load(`800 40px ${FONT}`);
  const blob = await new Promise((resolve) => draw().toBlob(resolve, type, 0.88));
  return new File([blob], name, { type });
}

/** The sample called `name` as a file; the same one every time. */
export function sample(name) {
  if (!painted.has(name)) {
    const picture = PICTURES.find((one) => one.name === name);
    painted.set(name, picture ? paint(picture) : video(name));
  }
  return painted.get(name);
}

async function video(name) {
  const answer = await fetch(new URL(`_page/samples/${name}`, ROOT));
  return new File([await answer.blob()], name, { type: "video/mp4" });
}

/** What there is: `[{name, title, isVideo}]`. */
export const SAMPLES = [
  ...PICTURES.map(({ name, title }) => ({ name, title, isVideo: false })),
  { name: "harbour-clip.mp4", title: "Clip, four seconds", isVideo: true },
];
