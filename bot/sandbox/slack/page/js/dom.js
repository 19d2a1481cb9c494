// Building DOM without markup: strings always become text nodes, never HTML.

const SVG = "http://www.w3.org/2000/svg";

/**
 * Make an element. Props: `class`, `dataset`, `on` (listeners), `qa` (the test hook),
 * anything containing a dash or starting with "aria"/"role" is set as an attribute,
 * everything else as a property.
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    setProp(node, name, value);
  }
  node.append(...children.flat(Infinity).filter(isShown));
  return node;
}

function isShown(child) {
  return child !== null && child !== undefined && child !== false && child !== "";
}

function setProp(node, name, value) {
  if (name === "class") node.className = value;
  else if (name === "qa") node.dataset.qa = value;
  else if (name === "dataset") {
    for (const [key, item] of Object.entries(value)) {
      if (item !== undefined && item !== null) node.dataset[key] = item;
    }
  } else if (name === "on") {
    for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
  } else if (name.includes("-") || name === "role" || name === "for")
    node.setAttribute(name, value);
  else node[name] = value;
}

/** A line icon: `shapes` are path strings drawn in a 24×24 box with the current colour. */
export function svg(shapes, size) {
  const node = document.createElementNS(SVG, "svg");
  const attributes = {
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": "1.9",
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    focusable: "false",
  };
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  for (const shape of shapes) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", shape);
    node.append(path);
  }
  return node;
}

/**
 * Make the children of `box` show `items`, keeping the nodes of those that did not change:
 * a half-filled select in one message survives the arrival of the next one.
 */
export function reconcile(box, items, { key, print, make }) {
  const known = new Map([...box.children].map((node) => [node.dataset.key, node]));
  let cursor = box.firstElementChild;
  for (const item of items) {
    const name = key(item);
    const mark = print(item);
    let node = known.get(name);
    known.delete(name);
    if (node && node.printedAs !== mark) {
      const fresh = make(item);
      if (cursor === node) cursor = fresh;
      node.replaceWith(fresh);
      node = fresh;
    }
    node ??= make(item);
    node.dataset.key = name;
    node.printedAs = mark;
    if (node === cursor) cursor = cursor.nextElementSibling;
    else box.insertBefore(node, cursor);
  }
  for (const node of known.values()) node.remove();
}

/** Run `work` once for all calls within `wait_ms` of the first: a stream of news never starves it. */
export function gathered(work, wait_ms) {
  let timer = 0;
  return () => {
    timer ||= setTimeout(() => {
      timer = 0;
      work();
    }, wait_ms);
  };
}

let ids = 0;

/** A document-wide unique id, for labels and descriptions. */
export function freshId(prefix) {
  ids += 1;
  return `${prefix}-${ids}`;
}
