// One phone: who holds it, what its lock screen shows, its chat with the bot.

import { act, post, remove } from "./api.js";
import { summary } from "./bubble.js";
import { chat, emptyChat } from "./chat.js";
import { composer } from "./composer.js";
import { h, icon, iconButton } from "./dom.js";
import { menu } from "./layers.js";
import { lastOwn, lockScreen, strip } from "./lock.js";
import { botName, doing, isOfficer, now, state } from "./state.js";
import { hourMinute, t } from "./words.js";

const LANGUAGES = [["en", "English"], ["zh-hans", "简体中文"], ["zh-hant", "繁體中文"], ["ug", "ئۇيغۇرچە"], ["bo", "བོད་ཡིག"], ["ar", "العربية"], ["ru", "Русский"], ["de", "Deutsch"]];
const DOING = { typing: "typing", upload_photo: "sending_photo", record_voice: "sending_voice", upload_voice: "sending_voice", upload_document: "sending_file", find_location: "sending_location" };
const TOAST = 3500; // ms that an answer to a button stands

/** `own`: what the page remembers of this phone between two drawings: locked, seen, draft … */
export function phoneView(id, own) {
  const phone = () => state.phones.get(id);
  const deeds = { press, tell, menu: messageMenu, find: (message) => phone()?.messages.find((one) => one.id === message) };
  const talk = chat(phone().name, deeds);
  const foot = composer(id, own, { tell, attempt, say: toast, phone });
  const parts = {
    name: h("h2", { class: "person" }),
    language: h("select", { class: "language", "aria-label": t("language"), on: { change: speak } }, ...LANGUAGES.map(([code, words]) => choice(code, words))),
    lock: iconButton("lock", t("lock_phone"), "lock", lock),
    strip: h("div", { class: "preview", role: "group", "aria-label": t("preview") }),
    clock: h("span", { class: "status-time" }),
    bot: h("strong", { class: "bot-name", dir: "auto" }),
    avatar: h("span", { class: "avatar", "aria-hidden": "true" }),
    doing: h("span", { class: "doing" }),
    toast: h("div", { class: "toast", role: "status" }),
    alert: h("div", { class: "alert", role: "alertdialog", hidden: true }),
    inside: h("div", { class: "inside" }),
    locked: h("div", { class: "lock-screen", hidden: true }),
  };
  const root = column(id, parts, talk, foot, phoneMenu);

  function update() {
    const { name, language, messages, description } = phone();
    const role = t(isOfficer(phone()) ? "officer" : "woman");
    parts.name.replaceChildren(h("span", { text: name, dir: "auto" }), h("span", { class: "role", text: role }));
    root.setAttribute("aria-label", t("phone_of", { name, role }));
    Object.assign(root.dataset, { role: isOfficer(phone()) ? "officer" : "woman", locked: String(Boolean(own.locked)), language });
    root.lang = language.replace(/^zh-hans$/i, "zh-Hans").replace(/^zh-hant$/i, "zh-Hant");
    if (![...parts.language.options].some((option) => option.value === language)) parts.language.append(choice(language, language));
    parts.language.value = language;
    parts.bot.textContent = botName(phone());
    parts.avatar.textContent = [...botName(phone())][0] ?? "";
    talk.update(messages, emptyChat(botName(phone()), description));
    foot.show();
    tick();
  }

  /** What changes with time alone: clocks, the typing mark, "now" on a notification. */
  function tick() {
    if (!phone()) return;
    const at = now();
    const deed = doing(phone());
    own.seen = Math.max(own.seen ?? 0, own.locked ? 0 : lastOwn(phone()));
    parts.clock.textContent = hourMinute(at);
    parts.doing.classList.toggle("active", Boolean(deed));
    const words = deed ? t(DOING[deed] ?? "typing") : t("bot");
    if (parts.doing.dataset.words !== words) {
      parts.doing.dataset.words = words;
      parts.doing.replaceChildren(words, ...(deed ? [h("span", { class: "dots", "aria-hidden": "true" })] : []));
    }
    redraw(parts.strip, strip(phone(), own.seen, at));
    parts.locked.hidden = !own.locked;
    parts.inside.inert = Boolean(own.locked);
    redraw(parts.locked, own.locked ? lockScreen(phone(), own.seen, at, unlock) : []);
  }

  function redraw(element, children) {
    const is = children.map((child) => child?.outerHTML).join();
    if (element.drawn === is) return;
    element.drawn = is;
    element.replaceChildren(...children.filter(Boolean));
  }

  async function attempt(promise) {
    try {
      await promise;
      return true;
    } catch (error) {
      toast(error.message === "unreachable" ? t("unreachable") : error.message);
      return false;
    }
  }
  function tell(text) {
    see();
    return attempt(act(id, "text", { text }));
  }
  function press(message, row, column) {
    see();
    return attempt(act(id, "press", { message, row, column }));
  }
  function see() {
    own.seen = Math.max(own.seen ?? 0, ...phone().messages.map((message) => message.id));
  }
  function lock() {
    see();
    own.locked = true;
    update();
    parts.locked.querySelector(".unlock").focus();
  }
  function unlock() {
    own.locked = false;
    see();
    update();
    parts.lock.focus();
  }
  function speak() {
    return attempt(act(id, "language", { language: parts.language.value }));
  }

  function toast(words) {
    parts.toast.textContent = words;
    parts.toast.classList.add("shown");
    clearTimeout(own.toasting);
    own.toasting = setTimeout(() => parts.toast.classList.remove("shown"), TOAST);
  }
  /** The bot's answer to a pressed button, if it has words. */
  function answered({ text, alert }) {
    if (!text) return;
    if (!alert) return toast(text);
    const ok = h("button", { type: "button", class: "button primary", text: t("ok"), on: { click: () => { parts.alert.hidden = true; } } });
    parts.alert.replaceChildren(h("div", { class: "alert-box" }, h("p", { text, dir: "auto" }), ok));
    parts.alert.hidden = false;
    ok.focus();
  }

  function phoneMenu(event) {
    const { blocked } = phone();
    menu(event.currentTarget, [
      { icon: "block", name: blocked ? "unblock" : "block", label: t(blocked ? "unblock" : "block"), act: () => attempt(act(id, blocked ? "unblock" : "block")) },
      { icon: "trash", name: "clear", label: t("clear"), act: () => attempt(act(id, "clear")) },
      { icon: "close", name: "remove", label: t("remove_phone"), danger: true, act: () => attempt(remove(`phones/${id}`)) },
    ], t("phone_menu"));
  }

  function messageMenu(event, message) {
    event.preventDefault();
    const mine = message.from === "me";
    const text = message.text || message.caption;
    menu(event.type === "contextmenu" ? { x: event.clientX, y: event.clientY } : event.currentTarget, [
      { icon: "reply", name: "reply", label: t("reply"), act: () => foot.reply(message) },
      mine && message.kind === "text" && { icon: "edit", name: "edit", label: t("edit"), act: () => foot.edit(message) },
      Boolean(text) && !message.protected && { icon: "copy", name: "copy", label: t("copy"), act: () => attempt(navigator.clipboard.writeText(text)) },
      !message.protected && { icon: "forward", name: "forward", label: t("forward"), act: () => attempt(act(id, "forward", { text: text || summary(message) })) },
      { icon: "trash", name: "delete", label: t("delete_message"), danger: true, act: () => attempt(act(id, "delete", { messages: [message.id] })) },
    ], t("message_menu"));
  }

  return { root, update, tick, answered };
}

const choice = (code, words) => h("option", { value: code, text: words });

function column(id, parts, talk, foot, phoneMenu) {
  const head = h("header", { class: "phone-head" }, parts.name, parts.language, parts.lock,
    iconButton("dots", t("phone_menu"), "phone-menu", phoneMenu, { "aria-haspopup": "menu" }));
  parts.inside.append(
    h("div", { class: "chat-head" }, parts.avatar, h("div", { class: "bot-words" }, parts.bot, parts.doing)),
    h("div", { class: "talk" }, talk.list, talk.down, parts.toast), foot.root, parts.alert);
  const frame = h("div", { class: "frame" }, h("div", { class: "screen" },
    h("div", { class: "status-bar", "aria-hidden": "true" }, parts.clock, h("span", { class: "speaker" }), h("span", { class: "status-icons" }, icon("signal"), icon("battery"))),
    parts.inside, parts.locked));
  return h("section", { class: "phone", data: { phone: String(id) } }, head, parts.strip, frame);
}

/** Adds a phone: its id. */
export const addPhone = (values) => post("phones", values);
