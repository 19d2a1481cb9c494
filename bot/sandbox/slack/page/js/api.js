// Every request of the page. Addresses are relative to the stand-in's root, wherever it is mounted.

export const ROOT = new URL("../../", import.meta.url);

/** The stand-in said no, or did not answer; the message is a sentence for the person. */
export class Refusal extends Error {
  constructor(sentence, status) {
    super(sentence);
    this.status = status;
  }
}

async function answer(path, init) {
  let response;
  try {
    response = await fetch(new URL(path, ROOT), init);
  } catch {
    throw new Refusal("The sandbox does not answer. Start it again and reload this page.", 0);
  }
  const text = await response.text();
  let body = {};
  try {
    body = text ? JSON.parse(text) : {};
  } catch {
    body = { error: `The sandbox answered ${response.status} with something that is no JSON.` };
  }
  if (!response.ok) {
    throw new Refusal(body.error ?? `The sandbox answered ${response.status}.`, response.status);
  }
  return body;
}

/** GET `path` with a query; undefined values are left out. */
export function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const search = new URLSearchParams(given).toString();
  return answer(search ? `${path}?${search}` : path, { headers: { Accept: "application/json" } });
}

/** POST a JSON body. */
export function post(path, body = {}) {
  return answer(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** DELETE what is at `path`. */
export function remove(path) {
  return answer(path, { method: "DELETE" });
}

/** Do something as a person: `act("message", {user, channel, text})`. */
export function act(what, body) {
  return post(`_sandbox/act/${what}`, body);
}

/** Upload files as a person; without a channel they are only stored. */
export function upload(fields, files) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined && value !== null && value !== "") form.append(name, value);
  }
  for (const file of files) form.append("files", file, file.name);
  return answer("_sandbox/act/upload", { method: "POST", body: form });
}

/** Where the page gets the bytes of a file: the real address wants a bot's token. */
export function fileUrl(id) {
  return new URL(`_sandbox/files/${encodeURIComponent(id)}`, ROOT).href;
}

/** The small picture of a file, or the file itself where there is none. */
export function thumbUrl(file) {
  return file.thumb_url ? new URL(file.thumb_url, ROOT).href : fileUrl(file.id);
}
