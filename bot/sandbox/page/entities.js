// Telegram's formatting: text and entities (offsets in UTF-16 units, as JavaScript counts) to nodes.

import { h } from "./dom.js";

const TAGS = { bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const FOUND = /https?:\/\/[^\s<>"”）)]+[^\s<>"”）).,;:!?，。；：！？]|(?<![\w/])\/[a-z][a-z0-9_]{0,31}(?![\w/])/g;

/** Nodes of a text. `tell(command)` sends a command that is pressed in the text. */
export function formatted(text, entities, tell) {
  const ordered = [...(entities ?? [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nested(text, ordered, 0, text.length, tell);
}

function nested(text, entities, start, end, tell) {
  const nodes = [];
  let at = start;
  let rest = entities;
  while (rest.length > 0) {
    const [first, ...others] = rest;
    const stop = Math.min(first.offset + first.length, end);
    nodes.push(...plain(text.slice(at, first.offset), tell));
    const inner = others.filter((one) => one.offset < stop);
    const words = text.slice(first.offset, stop);
    nodes.push(wrapped(first, words, () => nested(text, inner, first.offset, stop, tell), tell));
    at = stop;
    rest = others.filter((one) => one.offset >= stop);
  }
  nodes.push(...plain(text.slice(at, end), tell));
  return nodes;
}

function wrapped(entity, words, inside, tell) {
  switch (entity.type) {
    case "url": return link(words, words);
    case "text_link": return link(entity.url, ...inside());
    case "email": return link(`mailto:${words}`, words);
    case "phone_number": return link(`tel:${words.replace(/[^\d+]/g, "")}`, words);
    case "bot_command": return command(words, tell);
    case "spoiler": return spoiler(inside());
    default: return h(TAGS[entity.type] ?? "span", { class: `entity-${entity.type}` }, ...inside());
  }
}

/** Text without entities: addresses and /commands are found, as a phone does. */
function plain(text, tell) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(FOUND)) {
    nodes.push(text.slice(at, match.index));
    nodes.push(match[0].startsWith("/") ? command(match[0], tell) : link(match[0], match[0]));
    at = match.index + match[0].length;
  }
  nodes.push(text.slice(at));
  return nodes.filter((node) => node !== "");
}

const link = (address, ...inside) =>
  /^(https?|mailto|tel|tg):/i.test(address) || !address.includes(":")
    ? h("a", { href: address.includes(":") ? address : `https://${address}`, target: "_blank", rel: "noreferrer" }, ...inside)
    : h("span", {}, ...inside);

const command = (words, tell) => h("button", { type: "button", class: "command", text: words, on: { click: () => tell(words) } });

function spoiler(inside) {
  const show = () => element.classList.add("shown");
  const element = h("button", { type: "button", class: "spoiler", on: { click: show } }, ...inside);
  return element;
}
