// One message as a phone shows it.

import { h, icon, iconButton } from "./dom.js";
import { formatted } from "./entities.js";
import { lightbox } from "./layers.js";
import { player } from "./player.js";
import { when } from "./state.js";
import { hourMinute, size, t } from "./words.js";

/** `deeds` are what can be done from a message: press, tell, menu, find. */
export function bubble(message, deeds) {
  if (message.kind === "service") return h("div", { class: "message service", data: { message: message.id } }, h("span", { text: message.text || t("service") }));
  const mine = message.from === "me";
  const body = h("div", { class: `bubble kind-${message.kind}${message.text || message.caption ? "" : " bare"}` },
    quoted(message, deeds), content(message, deeds), words(message, deeds), meta(message));
  return h("article", {
    class: `message ${mine ? "mine" : "theirs"}`,
    data: { message: message.id, kind: message.kind, from: message.from },
    on: { contextmenu: (event) => deeds.menu(event, message) },
  }, h("div", { class: "bubble-row" }, body, moreButton(message, deeds)), buttons(message, deeds));
}

const moreButton = (message, deeds) =>
  iconButton("down", t("message_menu"), "message-menu", (event) => deeds.menu(event, message), { "aria-haspopup": "menu" });

function quoted(message, deeds) {
  if (!message.reply_to) return null;
  const first = deeds.find(message.reply_to);
  return h("div", { class: "quote", text: first ? summary(first) : t("deleted_message") });
}

/** A message in one line: what a quote, a notification and a reader aloud get. */
export function summary(message) {
  const own = (message.text || message.caption || "").replace(/\s+/g, " ").trim();
  if (message.kind === "text" || message.kind === "service") return own;
  const kind = t(message.kind);
  return own ? `${kind} · ${own}` : kind;
}

const NO_WORDS = new Set(["sticker", "dice", "poll", "contact"]);

function words(message, deeds) {
  const text = message.text || message.caption;
  if (!text || NO_WORDS.has(message.kind)) return null;
  return h("div", { class: "text", dir: "auto" }, ...formatted(text, message.entities, deeds.tell));
}

function meta(message) {
  const at = when(message);
  return h("div", { class: "meta" },
    message.protected ? h("span", { class: "mark protected", title: t("protected"), role: "img", "aria-label": t("protected") }, icon("lock")) : null,
    message.silent ? h("span", { class: "mark silent", title: t("silent"), role: "img", "aria-label": t("silent") }, icon("silent")) : null,
    message.edited ? h("span", { class: "edited", text: t("edited") }) : null,
    h("time", { datetime: at.toISOString(), text: hourMinute(at) }));
}

function content(message, deeds) {
  const { file, kind } = message;
  switch (kind) {
    case "photo": return photo(message);
    case "animation": case "video": case "video_note": return film(message);
    case "voice": case "audio": return file ? player(file.url, file.seconds, kind === "audio" ? file.name : "") : null;
    case "document": return file ? documentCard(message) : null;
    case "location": return message.location ? placeCard(message.location) : null;
    case "contact": return card("person", ...lines(message.text || t("contact")), "contact-card");
    case "sticker": case "dice": return h("div", { class: "sticker", text: message.text || t(kind) });
    case "poll": return card("poll", ...lines(message.text || t("poll")), "poll-card");
    default: return null;
  }
}

/** The first line as the title, the rest as a note. */
const lines = (text) => {
  const [first, ...rest] = text.split("\n");
  return [first, rest.join(" · ")];
};

const card = (drawing, title, note, className) =>
  h("div", { class: `card ${className}` }, h("span", { class: "card-icon" }, icon(drawing)),
    h("span", { class: "card-words" }, h("strong", { text: title, dir: "auto" }), note ? h("small", { text: note }) : null));

function photo(message) {
  if (!message.file) return null;
  const image = h("img", { src: message.file.url, alt: message.caption || t("photo"), draggable: message.protected ? "false" : null });
  const open = () => {
    if (element.classList.contains("veiled")) element.classList.remove("veiled");
    else lightbox(message.file.url, message.caption);
  };
  const label = message.spoiler ? t("show_spoiler") : t("open_photo");
  const element = h("button", { type: "button", class: `photo${message.spoiler ? " veiled" : ""}`, "aria-label": label, on: { click: open } }, image);
  return element;
}

function film(message) {
  if (!message.file) return null;
  const loop = message.kind === "animation";
  return h("video", { class: `film ${message.kind}`, src: message.file.url, controls: !loop, autoplay: loop, loop, muted: loop, preload: "metadata", "aria-label": t(message.kind) });
}

function documentCard({ file, protected: kept }) {
  const inside = [h("span", { class: "card-icon" }, icon("file")),
    h("span", { class: "card-words" }, h("strong", { text: file.name || t("document"), dir: "auto" }), h("small", { text: size(file.size ?? 0) }))];
  if (kept) return h("div", { class: "card document-card" }, ...inside);
  return h("a", { class: "card document-card", href: file.url, download: file.name || "" }, ...inside);
}

function placeCard({ latitude, longitude }) {
  return h("div", { class: "place" }, h("div", { class: "map", "aria-hidden": "true" }, icon("pin")),
    h("div", { class: "place-words" }, h("strong", { text: t("location") }), h("small", { text: `${latitude.toFixed(5)}, ${longitude.toFixed(5)}` })));
}

function buttons(message, deeds) {
  if (!message.buttons?.length) return null;
  return h("div", { class: "inline-keyboard", role: "group" },
    ...message.buttons.map((row, i) => h("div", { class: "inline-row" }, ...row.map((button, j) => inlineButton(message, button, i, j, deeds)))));
}

function inlineButton(message, button, row, column, deeds) {
  if (button.url) {
    return h("a", { class: "inline-button", href: button.url, target: "_blank", rel: "noreferrer", dir: "auto" }, h("span", { text: button.text }), icon("link"));
  }
  return h("button", {
    type: "button", dir: "auto",
    class: `inline-button${button.pending ? " pending" : ""}`,
    data: { row, column, press: button.press ?? "" },
    "aria-busy": button.pending ? "true" : null,
    title: button.pending ? t("waiting") : null,
    on: { click: () => deeds.press(message.id, row, column) },
  }, h("span", { text: button.text }), button.pending ? h("span", { class: "spinner", role: "img", "aria-label": t("waiting") }) : null);
}
