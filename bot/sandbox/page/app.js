// The sandbox's page: phones side by side, a clock, faults, and the transcript of all calls.
//
// Hooks for browser tests (they stay as they are; words and looks may change):
//   [data-phone="<id>"]                 a phone; data-role="woman|officer", data-locked="true|false", data-language
//     .person  .language                its person's name and role; the choice of language
//     .lock  .unlock  .lock-screen      lock it, unlock it, what is seen while it is locked
//     .phone-menu                       opens the menu: [data-name="block|unblock|clear|remove"]
//     .preview [data-preview="<id>"] .preview-text     the notification of message <id>; .preview-none when there is none
//     .bot-name  .doing(.active)        the chat's title; "bot", or what the bot is doing
//     .chat                             the messages
//     .start  .write  .send  .record(ing)  .unblock    the foot: begin, writing line, send, record, unblock
//     .commands  .attach                open menus: [data-name="<command>"]; [data-name="photo|album|choose|voice|video|
//                                       document|file|location|contact|sticker|poll|dice"]
//     .reply-key(.asks-place|.asks-contact)  .keys-toggle   the bot's reply keyboard
//     .toast(.shown)  .alert            the answer to a pressed button
//   [data-message="<id>"]               a message; data-from="bot|me", data-kind
//     .text .edited .mark.protected .mark.silent .quote .photo .player .document-card .place
//     .inline-button(.pending)          data-row, data-column, data-press
//     .message-menu (or a right click)  opens the menu: [data-name="reply|edit|copy|forward|delete"]
//   [data-dialog="place|contact|sticker|clock|phone"]   a form: .submit, .cancel, fields by name
//   .clock .clock-now .clock-moved .clock-move[data-move="<seconds>"] .clock-set .clock-real
//   .faults .fault-panel .fault-on .faults-off .fault-chip[data-fault="<kind>"]
//   .transcript-toggle  .transcript .call[data-method][data-status] .call-method .call-phone
//   .add-phone  .page-language  .connection(.lost)  body[data-ready="true"] once the first state is shown

import { listen } from "./api.js";
import { clockControl } from "./clock.js";
import { h, icon } from "./dom.js";
import { faultControl } from "./faults.js";
import { ask, field } from "./layers.js";
import { addPhone, phoneView } from "./phone.js";
import { apply, load, state } from "./state.js";
import { transcriptPanel } from "./transcript.js";
import { spoken, switchLanguage, t } from "./words.js";

const SOON = 60; // ms within which several reasons to fetch the state become one
const remembered = new Map(); // phone id -> what its view must not forget when it is drawn anew
let views = new Map();
let page = null;
let fetching = 0;
let away = false;

function draw() {
  document.documentElement.lang = spoken();
  document.title = t("title");
  page?.transcript.close();
  const clock = clockControl(attempt);
  const faults = faultControl(attempt);
  const transcript = transcriptPanel((open) => document.body.classList.toggle("with-transcript", open));
  const key = (className, drawing, words, act) => h("button", { type: "button", class: `button ${className}`, on: { click: act } }, icon(drawing), h("span", { text: words }));
  const language = h("button", { type: "button", class: "button page-language", lang: spoken() === "en" ? "zh-Hans" : "en", "aria-label": t("other_language_label"), on: { click: speakOther } }, h("span", { text: t("other_language") }));
  const connection = h("div", { class: "connection", role: "status" });
  const phones = h("main", { class: "phones" });
  const bar = h("header", { class: "bar" },
    h("div", { class: "title", title: t("subtitle") }, h("h1", { text: t("title") }), h("p", { text: t("subtitle") })),
    clock.root, faults.root, key("transcript-toggle", "list", t("transcript"), transcript.toggle), key("add-phone", "plus", t("add_phone"), newPhone), language);
  views = new Map();
  page = { clock, faults, transcript, connection, phones };
  document.body.replaceChildren(bar, connection, faults.chips, phones, transcript.root);
  show();
}

function show() {
  connected();
  if (state.loaded) {
    document.body.dataset.ready = "true";
    for (const [id, view] of views) if (!state.phones.has(id)) drop(id, view);
    for (const id of state.phones.keys()) if (!views.has(id)) put(id);
    page.phones.querySelector(".no-phones")?.remove();
    if (state.phones.size === 0) page.phones.append(h("p", { class: "no-phones", text: t("no_phones") }));
    for (const view of views.values()) view.update();
  }
  tick();
}

function put(id) {
  if (!remembered.has(id)) remembered.set(id, {});
  const view = phoneView(id, remembered.get(id));
  views.set(id, view);
  page.phones.append(view.root);
}

function drop(id, view) {
  view.root.remove();
  views.delete(id);
}

function tick() {
  if (!state.loaded) return;
  page.clock.tick();
  page.faults.tick();
  for (const view of views.values()) view.tick();
}

/** Says in the page whether the station answers. */
function connected() {
  document.body.classList.toggle("away", away);
  page.connection.classList.toggle("lost", away);
  page.connection.textContent = away ? t("unreachable") : state.loaded ? "" : t("loading");
}

function setAway(now) {
  if (away === now) return;
  away = now;
  connected();
}

function changed(event) {
  if (event.type === "callback") views.get(event.phone)?.answered(event);
  if (!apply(event)) return fetchSoon();
  if (event.type === "phone") return show();
  views.get(event.phone)?.update();
  return tick();
}

function fetchSoon() {
  clearTimeout(fetching);
  fetching = setTimeout(refetch, SOON);
}

async function refetch() {
  try {
    await load();
    setAway(false);
    show();
  } catch {
    setAway(true);
    fetching = setTimeout(refetch, 1000);
  }
}

async function attempt(promise) {
  try {
    await promise;
  } catch (error) {
    page.connection.textContent = error.message === "unreachable" ? t("unreachable") : error.message;
    page.connection.classList.add("lost");
    setTimeout(connected, 6000);
  }
}

async function newPhone() {
  const roles = [["public", t("woman")], ["duty", t("officer")]].filter(([role]) => state.bots.some((bot) => bot.role === role));
  const values = await ask({
    name: "phone", title: t("add_phone"), submit: t("add"),
    fields: [
      field(t("who"), "bot", { options: roles }),
      field(t("name"), "name", { required: true, maxlength: 64, value: "" }),
      field(t("language"), "language", { options: [["en", "English"], ["zh-hans", "简体中文"]] }),
      field(t("first_text"), "first", { placeholder: t("first_text_hint") }),
    ],
  });
  if (!values) return;
  if (!values.first) delete values.first;
  await attempt(addPhone(values).then((phone) => setTimeout(() => views.get(phone.id)?.root.scrollIntoView({ block: "nearest" }), SOON)));
}

function speakOther() {
  switchLanguage();
  draw();
  document.querySelector(".page-language").focus();
}

draw();
setInterval(tick, 1000);
listen({
  opened() {
    page.transcript.restarted();
    refetch();
  },
  changed,
  lost: () => setAway(true),
});
