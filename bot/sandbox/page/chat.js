// The list of a chat's messages: changed in place, so that nothing jumps and an edit or a deletion can be seen.

import { bubble } from "./bubble.js";
import { h, icon, iconButton } from "./dom.js";
import { when } from "./state.js";
import { dayName, t } from "./words.js";

const NEAR = 120; // px from the end within which the list follows new messages
const FADE = 320; // ms; the same as in chat.css

export function chat(name, deeds) {
  const list = h("div", { class: "chat", role: "log", "aria-label": t("chat", { name }), tabindex: 0, on: { scroll: atEnd } });
  const down = iconButton("down", t("to_bottom"), "to-bottom", () => toEnd(true));
  const shown = new Map(); // message id -> { element, is: JSON of the message }

  function atEnd() {
    down.hidden = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
  }
  function toEnd(smooth = false) {
    list.scrollTo({ top: list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  function update(messages, empty) {
    const follow = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    const first = shown.size === 0;
    const ids = new Set(messages.map((message) => message.id));
    for (const [id, { element }] of shown) if (!ids.has(id)) leave(id, element);
    list.querySelectorAll(".day, .empty").forEach((one) => one.remove());
    if (messages.length === 0 && empty) list.prepend(empty);
    let added = false;
    let before = null;
    for (const message of messages) {
      added = put(message, first) || added;
      day(message, before);
      before = message;
    }
    if (follow || (added && messages.at(-1)?.from === "me")) toEnd();
    atEnd();
  }

  function put(message, quiet) {
    const is = JSON.stringify([message, deeds.find(message.reply_to)?.text]);
    const old = shown.get(message.id);
    if (old?.is === is) return false;
    const element = bubble(message, deeds);
    if (old) replace(old.element, element);
    else {
      if (!quiet) element.classList.add("coming");
      list.append(element);
    }
    shown.set(message.id, { element, is });
    return !old;
  }

  function replace(old, element) {
    const { row, column } = old.contains(document.activeElement) ? document.activeElement.dataset : {};
    old.replaceWith(element);
    if (row !== undefined) element.querySelector(`[data-row="${row}"][data-column="${column}"]`)?.focus();
  }

  function leave(id, element) {
    shown.delete(id);
    element.classList.add("going");
    element.removeAttribute("data-message");
    setTimeout(() => element.remove(), FADE);
  }

  function day(message, before) {
    const at = when(message);
    if (before && when(before).toDateString() === at.toDateString()) return;
    shown.get(message.id).element.before(h("div", { class: "day" }, h("span", { text: dayName(at) })));
  }

  // The foot grows and shrinks with the bot's keys: the newest message stays above it.
  new ResizeObserver(() => { if (down.hidden) toEnd(); }).observe(list);
  // Photos get their height late: stay at the end if the list was there.
  list.addEventListener("load", () => { if (down.hidden) toEnd(); }, true);
  down.hidden = true;
  return { list, down, update, toEnd };
}

/** What a chat shows before the first message. */
export function emptyChat(botName, description) {
  return h("div", { class: "empty" }, h("span", { class: "empty-icon" }, icon("chat")),
    h("strong", { text: description ? t("description_title") : botName }), description ? h("p", { text: description, dir: "auto" }) : null);
}
