// The foot of a chat: the writing line, what can be attached, commands, and the bot's reply keyboard.

import { act } from "./api.js";
import { attachItems, sendContact, sendPlace, sendVoice } from "./attach.js";
import { startRecording } from "./capture.js";
import { summary } from "./bubble.js";
import { h, icon, iconButton } from "./dom.js";
import { menu } from "./layers.js";
import { minutes, t } from "./words.js";

/** `own`: what the phone's view remembers (draft, editing, replying, keys shown). `tell(text)`, `fail(error)`, `say(words)`. */
export function composer(id, own, { tell, attempt, say, phone }) {
  const input = h("textarea", { class: "write", rows: 1, "aria-label": t("write"), placeholder: t("write"), dir: "auto", value: own.draft ?? "", on: { input: typed, keydown: keyed } });
  const slash = iconButton("slash", t("commands"), "commands", (event) => commandMenu(event.currentTarget), { "aria-haspopup": "menu" });
  const clip = iconButton("clip", t("attach"), "attach", (event) => menu(event.currentTarget, attachItems(id, attempt), t("attach")), { "aria-haspopup": "menu" });
  const keysToggle = iconButton("keyboard", t("keyboard"), "keys-toggle", toggleKeys);
  const go = iconButton("mic", t("record"), "record", pressed);
  const about = h("div", { class: "about", hidden: true });
  const line = h("div", { class: "writing-line" }, slash, clip, input, keysToggle, go);
  const keys = h("div", { class: "reply-keyboard", role: "group", "aria-label": t("keyboard"), hidden: true });
  const start = h("button", { type: "button", class: "start", text: t("start"), on: { click: () => tell("/start") } });
  const unblock = h("button", { type: "button", class: "unblock", text: t("unblock"), on: { click: () => attempt(act(id, "unblock")) } });
  const root = h("div", { class: "composer" }, about, line, keys, start, unblock);
  let recording = null;

  function typed() {
    own.draft = input.value;
    show();
  }
  function keyed(event) {
    if (event.isComposing) return; // a Chinese keyboard is choosing a character
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape") leaveMode();
    else if (event.key === "ArrowUp" && !input.value) {
      const last = phone().messages.findLast((message) => message.from === "me" && message.kind === "text");
      if (last) edit(last);
    }
  }
  function pressed() {
    if (input.value.trim()) send();
    else record();
  }
  async function send() {
    const text = input.value;
    if (!text.trim()) return;
    const { editing, replying } = own;
    input.value = own.draft = "";
    leaveMode();
    const done = editing ? act(id, "edit", { message: editing, text }) : act(id, "text", replying ? { text, reply_to: replying } : { text });
    if (!(await attempt(done)) && !input.value) {
      input.value = own.draft = text; // not sent: nothing of hers is lost
      show();
    }
  }
  async function record() {
    if (recording) {
      const running = recording;
      recording = null;
      show();
      return attempt(running.stop().then((voice) => sendVoice(id, voice)));
    }
    recording = await startRecording();
    if (recording) return recordingSeconds(performance.now());
    say(t("no_microphone"));
    return attempt(sendVoice(id));
  }
  function recordingSeconds(since) {
    if (!recording) return;
    input.placeholder = t("recording", { time: minutes((performance.now() - since) / 1000) });
    show();
    setTimeout(() => recordingSeconds(since), 500);
  }

  function edit(message) {
    own.editing = message.id;
    own.replying = null;
    input.value = own.draft = message.text || message.caption || "";
    show();
    input.focus();
  }
  function reply(message) {
    own.replying = message.id;
    own.editing = null;
    show();
    input.focus();
  }
  function leaveMode() {
    if (own.editing) input.value = own.draft = "";
    own.editing = own.replying = null;
    show();
  }
  function commandMenu(anchor) {
    const items = phone().commands.map(({ command, description }) => ({ label: `/${command}`, note: description, name: command, act: () => tell(`/${command}`) }));
    menu(anchor, items.length ? items : [{ label: "/start", name: "start", act: () => tell("/start") }], t("commands"));
  }

  function toggleKeys() {
    own.keysHidden = !own.keysHidden;
    show();
  }
  function key(button, once) {
    const { text, request_location: place, request_contact: contact } = typeof button === "string" ? { text: button } : button;
    const press = async () => {
      if (place) await sendPlace(id, attempt);
      else if (contact) await sendContact(id, attempt, true);
      else await tell(text);
      if (once) own.keysHidden = true;
      show();
    };
    return h("button", { type: "button", class: `reply-key${place ? " asks-place" : ""}${contact ? " asks-contact" : ""}`, dir: "auto", on: { click: press } },
      place ? icon("pin") : null, contact ? icon("person") : null, h("span", { text }));
  }

  function showKeys(keyboard) {
    const is = JSON.stringify(keyboard);
    if (own.keysAre !== is) own.keysHidden = false;
    if (own.keysAre !== is || !keys.dataset.drawn) {
      own.keysAre = is;
      keys.dataset.drawn = "yes";
      keys.replaceChildren(...(keyboard?.keyboard ?? []).map((row) => h("div", { class: "reply-row" }, ...row.map((button) => key(button, keyboard.one_time_keyboard)))));
    }
    keys.hidden = !keyboard?.keyboard || own.keysHidden;
    keysToggle.hidden = !keyboard?.keyboard;
    if (!recording) input.placeholder = keyboard?.input_field_placeholder || t("write");
  }

  function showMode(messages) {
    const target = messages.find((message) => message.id === (own.editing ?? own.replying));
    about.hidden = !target;
    if (!target) return;
    about.replaceChildren(icon(own.editing ? "edit" : "reply"),
      h("span", {}, h("strong", { text: t(own.editing ? "editing" : "replying") }), h("span", { text: summary(target), dir: "auto" })),
      iconButton("close", t("cancel"), "about-close", leaveMode));
  }

  function show() {
    const { blocked, messages, keyboard } = phone();
    showKeys(blocked ? null : keyboard);
    showMode(messages);
    unblock.hidden = !blocked;
    start.hidden = blocked || messages.length > 0;
    line.hidden = blocked || messages.length === 0;
    const kind = recording ? "stop" : input.value.trim() ? "send" : "mic";
    const label = t({ stop: "record_stop", send: "send", mic: "record" }[kind]);
    go.className = `icon-button ${{ stop: "recording", send: "send", mic: "record" }[kind]}`;
    go.replaceChildren(icon(kind));
    go.setAttribute("aria-label", label);
    go.title = label;
  }
  return { root, show, edit, reply };
}
