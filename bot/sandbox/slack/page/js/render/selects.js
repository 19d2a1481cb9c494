// The select elements: what each offers and how its choice is written in a payload.

import { choice } from "./choice.js";
import { textOf } from "./mrkdwn.js";

const PLACEHOLDER = "Choose an option";

function hooks(element, name) {
  return { qa: name, dataset: { actionId: element.action_id } };
}

function grouped(element) {
  if (!element.option_groups) return (element.options ?? []).map((option) => ({ option }));
  return element.option_groups.flatMap((group) =>
    group.options.map((option) => ({ option, group: textOf(group.label) })),
  );
}

/** static_select and multi_static_select. */
export function staticSelect(element, place, host) {
  const multiple = element.type.startsWith("multi_");
  const field = multiple ? "selected_options" : "selected_option";
  const entries = grouped(element).map(({ option, group }) => ({
    key: option.value,
    label: textOf(option.text),
    description: textOf(option.description),
    group,
    option,
  }));
  const initial = multiple ? (element.initial_options ?? []) : (element.initial_option ?? null);
  const start = host.start(place, { type: element.type, [field]: initial });
  const picked = multiple ? start[field] : [start[field]].filter(Boolean);
  const valueOf = (keys) => {
    const options = keys.map((key) => entries.find((entry) => entry.key === key).option);
    return { type: element.type, [field]: multiple ? options : (options[0] ?? null) };
  };
  return selectNode(element, place, host, "select", {
    entries,
    keys: picked.map((option) => option.value),
    multiple,
    valueOf,
  });
}

const LISTS = {
  users: (lens) =>
    lens.people
      .filter((person) => !person.deleted)
      .map((person) => ({
        key: person.id,
        label: person.real_name,
        description: person.is_bot ? "app" : person.name,
      })),
  channels: (lens) =>
    lens.channels
      .filter((channel) => channel.kind === "channel")
      .map((channel) => ({ key: channel.id, label: `#${channel.name}` })),
  conversations: (lens) =>
    lens.channels.map((channel) => ({ key: channel.id, label: lens.channelTitle(channel) })),
};

/** users_select, channels_select, conversations_select and their multi_ forms. */
export function workspaceSelect(element, place, host) {
  const multiple = element.type.startsWith("multi_");
  const kind = element.type.replace("multi_", "").replace("_select", "");
  const one = kind.slice(0, -1);
  const field = multiple ? `selected_${kind}` : `selected_${one}`;
  const initial = multiple
    ? (element[`initial_${kind}`] ?? [])
    : (element[`initial_${one}`] ?? null);
  const start = host.start(place, { type: element.type, [field]: initial });
  const entries = allowed(LISTS[kind](host.lens), element.filter, host.lens);
  const valueOf = (keys) => ({ type: element.type, [field]: multiple ? keys : (keys[0] ?? null) });
  const keys = multiple ? start[field] : [start[field]].filter(Boolean);
  return selectNode(element, place, host, "select", { entries, keys, multiple, valueOf });
}

const KINDS = { public: "channel", private: "private", im: "im", mpim: "mpim" };

function allowed(entries, filter, lens) {
  if (!filter?.include) return entries;
  const kinds = filter.include.map((name) => KINDS[name]);
  return entries.filter((entry) => kinds.includes(lens.channel(entry.key)?.kind));
}

function selectNode(element, place, host, name, { entries, keys, multiple, valueOf }) {
  let settled = keys;
  const node = choice({
    options: entries,
    chosen: keys,
    multiple,
    placeholder: textOf(element.placeholder) || PLACEHOLDER,
    label: place.label,
    hooks: hooks(element, name),
    onPick: async (fresh) => {
      if (await host.commit(place, element, valueOf(fresh), node)) settled = fresh;
      else node.choose(settled);
    },
  });
  return node;
}
