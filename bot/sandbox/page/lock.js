// What somebody sees who only looks at the phone: notifications on a lock screen.

import { summary } from "./bubble.js";
import { h, icon, iconButton } from "./dom.js";
import { botName, when } from "./state.js";
import { dayName, hourMinute, t } from "./words.js";

const SHOWN = 100; // characters of a message that a lock screen shows, about

/** The bot's messages that the person has not seen, newest first. An edit is not new: it never notifies. */
export function unread(phone, seen) {
  return phone.messages.filter((message) => message.from === "bot" && message.kind !== "service" && message.id > seen).reverse();
}

/** The newest message that the person has certainly seen: her own last one. */
export const lastOwn = (phone) => Math.max(0, ...phone.messages.filter((message) => message.from === "me").map((message) => message.id));

function firstWords(message) {
  const letters = [...summary(message)];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join("").trimEnd()}…` : letters.join("");
}

function notification(phone, message, now) {
  const at = when(message);
  return h("div", { class: "notification", data: { preview: message.id } },
    h("div", { class: "notification-head" },
      h("span", { class: "notification-app" }, icon("chat")),
      h("span", { text: t("app") }),
      message.silent ? h("span", { class: "mark silent", title: t("preview_silent"), role: "img", "aria-label": t("preview_silent") }, icon("silent")) : null,
      h("time", { text: now - at < 60_000 ? t("now") : hourMinute(at) })),
    h("strong", { text: botName(phone) }),
    h("p", { class: "preview-text", text: firstWords(message), dir: "auto" }));
}

/** The strip above a phone: its newest notification, or nothing. */
export function strip(phone, seen, now) {
  const waiting = unread(phone, seen);
  const inside = waiting.length ? notification(phone, waiting[0], now) : h("p", { class: "preview-none", text: t("preview_none") });
  const more = waiting.length > 1 ? h("span", { class: "preview-more", text: t("preview_more", { n: waiting.length - 1 }) }) : null;
  return [h("div", { class: "preview-label" }, icon("lock"), h("span", { text: t("preview") }), more), inside];
}

/** The whole lock screen; nothing of the chat shows through. */
export function lockScreen(phone, seen, now, unlock) {
  return [
    h("div", { class: "lock-clock", text: hourMinute(now) }),
    h("div", { class: "lock-day", text: dayName(now) }),
    h("div", { class: "lock-list" }, ...unread(phone, seen).slice(0, 6).map((message) => notification(phone, message, now))),
    h("div", { class: "lock-foot" }, iconButton("unlock", t("unlock_phone"), "unlock", unlock), h("span", { text: t("unlock_phone") })),
  ];
}
