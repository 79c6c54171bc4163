// The list of a chat's messages: changed in place, so that nothing jumps and an edit or a deletion can be seen.

import { bubble } from "./bubble.js";
import { h, icon, iconButton } from "./dom.js";
import { when } from "./state.js";
import { dayName, t } from "./words.js";

const NEAR = 120; // px from the end within which the list follows new messages
const FADE = 320; // ms; the same as in chat.css

export function chat(name, deeds) {
  const list = h("div", { class: "chat", role: "log", "aria-label": t("chat", { name }), tabindex: 0, on: { scroll: scrolled } });
  const down = iconButton("down", t("to_bottom"), "to-bottom", () => toEnd(true));
  const shown = new Map(); // message id -> { element, is: JSON of the message }

  let following = true; // until she scrolls away: new messages, late photos and keys keep the end in sight
  let top = 0;

  function scrolled() {
    // Only going up leaves the end: a photo that loads moves the end away without anybody scrolling.
    const near = list.scrollHeight - list.scrollTop - list.clientHeight < NEAR;
    if (near || list.scrollTop < top) following = near;
    top = list.scrollTop;
    down.hidden = following;
  }
  function follow() {
    if (following) toEnd();
  }
  function toEnd(smooth = false) {
    following = true;
    list.scrollTo({ top: list.scrollHeight, behavior: smooth ? "smooth" : "instant" });
  }

  function update(messages, empty) {
    const first = shown.size === 0;
    const ids = new Set(messages.map((message) => message.id));
    for (const [id, { element }] of shown) if (!ids.has(id)) leave(id, element);
    list.querySelector(".empty")?.remove();
    if (messages.length === 0) list.prepend(empty);
    let added = false;
    for (const message of messages) added = put(message, first) || added;
    days(messages);
    if (added && messages.at(-1)?.from === "me") toEnd();
    else follow();
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

  /** A line with the date before each day's first message; untouched while the messages are the same. */
  function days(messages) {
    const is = messages.map((message) => message.id).join();
    if (list.days === is) return;
    list.days = is;
    list.querySelectorAll(".day").forEach((one) => one.remove());
    messages.forEach((message, i) => day(message, messages[i - 1]));
  }

  function day(message, before) {
    const at = when(message);
    if (before && when(before).toDateString() === at.toDateString()) return;
    shown.get(message.id).element.before(h("div", { class: "day" }, h("span", { text: dayName(at) })));
  }

  // The foot grows and shrinks with the bot's keys: the newest message stays above it.
  new ResizeObserver(follow).observe(list);
  // Photos get their height late.
  list.addEventListener("load", follow, true);
  down.hidden = true;
  return { list, down, update };
}

/** What a chat shows before the first message. */
export function emptyChat(botName, description) {
  return h("div", { class: "empty" }, h("span", { class: "empty-icon" }, icon("chat")),
    h("strong", { text: description ? t("description_title") : botName }), description ? h("p", { text: description, dir: "auto" }) : null);
}
