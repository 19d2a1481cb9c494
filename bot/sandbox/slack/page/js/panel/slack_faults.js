// Trouble with Slack itself, for those who want to see how the bot bears it.

import { post, remove } from "../api.js";
import { el } from "../dom.js";
import { notice } from "../notice.js";
import { report, session } from "../session.js";

const FAULTS = [
  {
    id: "api-429",
    label: "Web API answers 429",
    body: { kind: "api", name: "*", fault: "429", times: 1, seconds: 1 },
  },
  {
    id: "api-500",
    label: "Web API answers 500",
    body: { kind: "api", name: "*", fault: "500", times: 1 },
  },
  {
    id: "api-timeout",
    label: "Web API does not answer",
    body: { kind: "api", name: "*", fault: "timeout", times: 1 },
  },
  {
    id: "api-dropped",
    label: "Answer lost after the work",
    body: { kind: "api", name: "*", fault: "dropped", times: 1 },
  },
  {
    id: "api-auth",
    label: "Token refused",
    body: { kind: "api", name: "*", fault: "invalid_auth", times: 1 },
  },
  {
    id: "delivery-reorder",
    label: "Event overtaken",
    body: { kind: "delivery", name: "*", fault: "reorder", times: 1, seconds: 2 },
  },
  {
    id: "delivery-duplicate",
    label: "Event sent twice",
    body: { kind: "delivery", name: "*", fault: "duplicate", times: 1 },
  },
  {
    id: "delivery-lost",
    label: "Acknowledgement lost",
    body: { kind: "delivery", name: "*", fault: "lost_ack", times: 1 },
  },
  {
    id: "delivery-signature",
    label: "Wrong signature",
    body: { kind: "delivery", name: "*", fault: "bad_signature", times: 1 },
  },
  {
    id: "trigger",
    label: "Trigger expired",
    body: { kind: "api", name: "views.open", fault: "expired_trigger", times: 1 },
  },
  {
    id: "html",
    label: "Download gives a login page",
    body: { kind: "api", name: "*", fault: "html_download", times: 1 },
  },
];

/** Turns Slack's limits of calls off, for a demo in a hurry, and on again. */
function limitSwitch() {
  const isOn = session.state?.limits !== "off";
  return el(
    "button",
    {
      class: "button button-small",
      type: "button",
      qa: "limits-switch",
      "aria-pressed": String(isOn),
      on: {
        click: (event) => {
          const button = event.currentTarget;
          const turnOn = button.getAttribute("aria-pressed") === "false";
          post("_sandbox/limits", { counts_by: turnOn ? "demo" : "off" }).then(() => {
            button.setAttribute("aria-pressed", String(turnOn));
            button.textContent = limitWords(turnOn);
          }, report);
        },
      },
    },
    limitWords(isOn),
  );
}

function limitWords(isOn) {
  return isOn ? "Rate limits: on" : "Rate limits: off";
}

/** A folded list of one-time faults. */
export function slackFaults() {
  const rows = FAULTS.map(({ id, label, body }) =>
    el(
      "button",
      {
        class: "button button-small",
        type: "button",
        qa: `fault-slack-${id}`,
        on: {
          click: () =>
            post("_sandbox/faults", body).then(
              () => notice(`${label}: armed for the next one.`),
              report,
            ),
        },
      },
      label,
    ),
  );
  return el(
    "details",
    { class: "slack-faults" },
    el("summary", { qa: "fault-slack" }, "Make Slack fail once"),
    el(
      "div",
      { class: "fault-buttons" },
      rows,
      limitSwitch(),
      el(
        "button",
        {
          class: "button button-small",
          type: "button",
          qa: "fault-slack-clear",
          on: {
            click: () =>
              remove("_sandbox/faults").then(() => notice("Slack works as usual again."), report),
          },
        },
        "Disarm all",
      ),
    ),
  );
}
