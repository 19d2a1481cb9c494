// What goes wrong at a network: one network at a time, each with a refusal of its own.

import { get, post, remove } from "../api.js";
import { el, reconcile } from "../dom.js";
import { report } from "../session.js";
import { labelOf, NETWORKS_BASE } from "./network_names.js";

const FAULTS = `${NETWORKS_BASE}/faults`;
const WORK = ["prepare", "upload", "create", "status"];

// One refusal of each network that a person mends and then presses Retry.
const OWN = {
  twitter: { fault: "credits_depleted", label: "No credit left" },
  instagram: { fault: "permission_missing", label: "Permission missing" },
  linkedin: { fault: "access_denied", label: "No right to post" },
  tiktok: {
    fault: "unaudited_client_can_only_post_to_private_accounts",
    label: "App not audited",
  },
  youtube: { fault: "channel_suspended", label: "Channel suspended" },
  facebook: { fault: "publishing_authorization", label: "Wants the person authorized" },
};

// What each switch arms at the stand-in; `always` until switched off, otherwise only the next time.
const TROUBLES = [
  { id: "down", label: "Down (503)", fault: "error_503", steps: WORK, always: true },
  { id: "slow", label: "Slow", fault: "slow", steps: WORK, always: true, extra: { seconds: 4 } },
  {
    id: "lost",
    label: "Reply lost after posting",
    fault: "drop_after",
    steps: ["create"],
    always: false,
  },
  {
    id: "refuses",
    label: "Refuses token",
    fault: "error_401",
    steps: ["prepare", "upload", "create"],
    always: true,
  },
];

/** Build the switches into `box`; `look` reads the stand-in again after a change. */
export function mountNetworkFaults(box, look) {
  const names = el("div", { class: "filter-chips", role: "group", "aria-label": "Network" });
  const switches = el("div", { class: "faults" });
  box.append(names, switches);
  let chosen = "";
  let latest = { armed: [], known: {} };

  function draw() {
    const { armed, known } = latest;
    const networks = Object.keys(known).sort((a, b) => labelOf(a).localeCompare(labelOf(b)));
    if (!networks.includes(chosen)) chosen = networks[0];
    reconcile(names, networks, {
      key: (name) => name,
      print: (name) => JSON.stringify([name === chosen, isTroubled(name, armed)]),
      make: (name) => chip(name, name === chosen, isTroubled(name, armed), choose),
    });
    reconcile(switches, chosen ? [chosen] : [], {
      key: (name) => name,
      print: (name) => JSON.stringify(armed.filter((one) => one.network === name)),
      make: (name) =>
        el(
          "fieldset",
          { class: "fault-set", "aria-label": `${labelOf(name)} fails` },
          troublesOf(name, known).map((trouble) => switchNode(name, trouble, armed, look)),
        ),
    });
  }

  function choose(name) {
    chosen = name;
    draw();
    names.querySelector("[aria-pressed=true]")?.focus();
  }

  return (faults) => {
    latest = faults;
    draw();
  };
}

/** The network's own refusal at every step where it occurs, then what can go wrong anywhere. */
function troublesOf(network, known) {
  const own = OWN[network];
  const steps = WORK.filter((step) => own && known[network][own.fault]?.includes(step));
  return steps.length ? [{ id: "own", steps, always: true, ...own }, ...TROUBLES] : TROUBLES;
}

function isTroubled(network, armed) {
  return armed.some((one) => one.network === network);
}

function isOn(network, trouble, armed) {
  return armed.some((one) => one.network === network && one.fault === trouble.fault);
}

function chip(network, isChosen, hasTrouble, choose) {
  return el(
    "button",
    {
      class: "filter-chip",
      type: "button",
      "aria-pressed": String(isChosen),
      qa: `fault-network-${network}`,
      on: { click: () => choose(network) },
    },
    labelOf(network),
    hasTrouble ? el("span", { class: "trouble-dot", role: "img", "aria-label": "fails" }) : null,
  );
}

function switchNode(network, trouble, armed, look) {
  const input = el("input", {
    type: "checkbox",
    role: "switch",
    class: "switch",
    checked: isOn(network, trouble, armed),
    qa: `fault-${network}-${trouble.id}`,
  });
  input.addEventListener("change", async () => {
    input.disabled = true;
    try {
      if (input.checked) await arm(network, trouble);
      else await disarm(network, trouble);
    } catch (error) {
      report(error);
    }
    await look();
    input.disabled = false;
  });
  return el(
    "label",
    { class: "fault" },
    el("span", {}, trouble.label, trouble.always ? null : el("small", {}, " once")),
    input,
  );
}

async function arm(network, trouble) {
  const often = trouble.always ? { probability: 1 } : { times: 1 };
  for (const step of trouble.steps) {
    await post(FAULTS, { network, step, fault: trouble.fault, ...often, ...trouble.extra });
  }
}

/** The stand-in forgets all faults at once, so the others are armed again. */
async function disarm(network, trouble) {
  const { armed } = await get(FAULTS);
  await remove(FAULTS);
  for (const fault of armed) {
    if (fault.network === network && fault.fault === trouble.fault) continue;
    const kept = Object.entries(fault).filter(([, value]) => value !== null);
    await post(FAULTS, Object.fromEntries(kept));
  }
}
