// Which control draws which element: https://docs.slack.dev/reference/block-kit/block-elements
//
// A control gets its element, its `place` (where it stands: blockId, actionId, label, and whether
// a change is delivered to the bot) and its `host` (the message, modal or Home tab around it):
//   host.lens                         how the person who looks sees the workspace
//   host.start(place, value)          the value to begin with: kept from before, or the given one
//   host.change(place, value)         remember a value
//   host.commit(place, element, value, node)  remember it and, if the place asks for it, deliver it;
//                                     answers false when the person declined the confirm dialog
//   host.store(files)                 keep files for a file_input

import { el } from "../dom.js";
import { buttonNode, overflowNode } from "./buttons.js";
import { fileInput, textInput } from "./inputs.js";
import { imageSource, picture } from "./media.js";
import { datePicker, dateTimePicker, timePicker } from "./pickers.js";
import { staticSelect, workspaceSelect } from "./selects.js";
import { checkboxes, radioButtons } from "./ticks.js";

const CONTROLS = {
  button: buttonNode,
  overflow: overflowNode,
  static_select: staticSelect,
  multi_static_select: staticSelect,
  users_select: workspaceSelect,
  multi_users_select: workspaceSelect,
  channels_select: workspaceSelect,
  multi_channels_select: workspaceSelect,
  conversations_select: workspaceSelect,
  multi_conversations_select: workspaceSelect,
  checkboxes,
  radio_buttons: radioButtons,
  datepicker: datePicker,
  timepicker: timePicker,
  datetimepicker: dateTimePicker,
  plain_text_input: textInput,
  number_input: textInput,
  email_text_input: textInput,
  url_text_input: textInput,
  file_input: fileInput,
  image: (element) => picture(imageSource(element), element.alt_text ?? "", "image-accessory"),
};

/** The node of one element; an unknown one is said to be unknown instead of being left out. */
export function elementNode(element, place, host) {
  const control = CONTROLS[element.type];
  if (!control)
    return el("span", { class: "not-shown" }, `[${element.type} is not shown by this page]`);
  return control(element, { ...place, actionId: element.action_id }, host);
}
