// The name of the workspace, and the way into another one.

import { el } from "./dom.js";
import { icon } from "./icons.js";
import { openPopover } from "./popover.js";
import { report, session } from "./session.js";

/** The head of the left column; a button where there is more than one workspace. */
export function workspaceHead() {
  const { team } = session.lens;
  const words = [
    el("span", { class: "workspace-name" }, team.name),
    el("span", { class: "workspace-note" }, "Stand-in for Slack"),
  ];
  if ((session.state.teams ?? []).length < 2) return el("div", { class: "workspace" }, words);
  const button = el(
    "button",
    {
      class: "workspace workspace-switch",
      type: "button",
      qa: "workspace-switch",
      "aria-haspopup": "listbox",
      "aria-expanded": "false",
      "aria-label": `You are in ${team.name}. Change workspace`,
      dataset: { team: team.id },
      on: { click: () => openWorkspaces(button) },
    },
    el("span", { class: "workspace-words" }, words),
    icon("down", 16),
  );
  return button;
}

function openWorkspaces(anchor) {
  let close = () => {};
  const list = el(
    "div",
    { class: "option-list", role: "listbox", "aria-label": "Workspace" },
    session.state.teams.map((team) =>
      el(
        "button",
        {
          class: "option",
          type: "button",
          role: "option",
          qa: "workspace-option",
          dataset: { team: team.id },
          "aria-selected": String(team.id === session.lens.team.id),
          on: {
            click: () => {
              close();
              if (team.id !== session.lens.team.id) session.become(team.somebody).catch(report);
            },
          },
        },
        el(
          "span",
          { class: "person-words" },
          el("strong", {}, team.name),
          el("small", {}, team.installed ? session.lens.bot.name : "App not installed"),
        ),
        icon("check", 16),
      ),
    ),
  );
  close = openPopover(anchor, list, { name: "popover-people", width_px: 240 });
  list.querySelector("[aria-selected=true]")?.focus();
}
