// What Slack's client itself checks before it sends a modal: required, length, number, address.

const LABELS = { required: "Please complete this required field." };

function isEmpty(value) {
  if (!value) return true;
  const content = Object.entries(value)
    .filter(([name]) => name !== "type" && name !== "timezone")
    .map(([, item]) => item);
  return content.every(
    (item) => item === null || item === "" || (Array.isArray(item) && !item.length),
  );
}

function textFault(element, text) {
  const length = [...text].length;
  if (element.min_length && length < element.min_length)
    return `This needs at least ${element.min_length} characters; it has ${length}.`;
  if (element.max_length && length > element.max_length)
    return `This may have at most ${element.max_length} characters; it has ${length}.`;
  if (element.type === "number_input") return numberFault(element, text);
  if (element.type === "email_text_input" && !/^\S+@\S+\.\S+$/.test(text))
    return "Please enter an email address.";
  if (element.type === "url_text_input" && !URL.canParse(text))
    return "Please enter a full address, such as https://example.com.";
  return null;
}

function numberFault(element, text) {
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) return "Please enter a number.";
  if (!element.is_decimal_allowed && !Number.isInteger(number))
    return "Please enter a whole number.";
  if (element.min_value !== undefined && number < Number(element.min_value))
    return `Please enter ${element.min_value} or more.`;
  if (element.max_value !== undefined && number > Number(element.max_value))
    return `Please enter ${element.max_value} or less.`;
  return null;
}

/** {block_id: sentence} for every input block that Slack would not let pass. */
export function faults(blocks, state) {
  const found = {};
  for (const block of blocks) {
    if (block.type !== "input") continue;
    const value = state[block.block_id]?.[block.element.action_id];
    const sentence = isEmpty(value)
      ? block.optional
        ? null
        : LABELS.required
      : typeof value.value === "string"
        ? textFault(block.element, value.value)
        : null;
    if (sentence) found[block.block_id] = sentence;
  }
  return found;
}
