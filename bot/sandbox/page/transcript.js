// Every call of the Bot API, to be read: method, phone, status, parameters and answer.

import { get } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { state } from "./state.js";
import { precise, t } from "./words.js";

const EVERY = 1200; // ms between two looks while the panel is open
const KEPT = 400; // calls shown; older ones stay in the server

export function transcriptPanel(opened) {
  const rows = h("div", { class: "calls", role: "list", tabindex: 0, "aria-label": t("transcript") });
  const none = h("p", { class: "hint", text: t("transcript_empty") });
  const method = h("input", { class: "call-method", list: "methods", "aria-label": t("method"), placeholder: `${t("method")}: ${t("every")}`, on: { change: again } });
  const known = h("datalist", { id: "methods" });
  const phone = h("select", { class: "call-phone", "aria-label": t("fault_phone"), on: { change: again } });
  const follow = h("input", { type: "checkbox", class: "call-follow", checked: true });
  const count = h("span", { class: "hint call-count" });
  const root = h("section", { class: "transcript", "aria-label": t("transcript"), hidden: true },
    h("header", { class: "panel-head" }, h("h2", { text: t("transcript") }), count, h("span", { class: "space" }), method, known, phone,
      h("label", { class: "follow" }, follow, h("span", { text: t("follow") })), iconButton("close", t("close"), "panel-close", toggle)), none, rows);
  let last = 0;
  let timer = 0;
  let turn = 0;

  function toggle() {
    root.hidden = !root.hidden;
    opened(!root.hidden);
    if (root.hidden) return clearTimeout(timer);
    phones();
    return again();
  }
  function phones() {
    const chosen = phone.value;
    phone.replaceChildren(h("option", { value: "", text: `${t("fault_phone")}: ${t("every")}` }), ...[...state.phones.values()].map((one) => h("option", { value: one.id, text: one.name })));
    phone.value = chosen;
  }
  function again() {
    last = 0;
    turn += 1;
    rows.replaceChildren();
    look(turn);
  }
  async function look(mine) {
    clearTimeout(timer);
    const asked = new URLSearchParams({ since: last, quiet: 1 });
    if (method.value.trim()) asked.set("method", method.value.trim());
    if (phone.value) asked.set("phone", phone.value);
    const calls = await get(`transcript?${asked}`).catch(() => []);
    if (mine !== turn || root.hidden) return; // asked anew meanwhile
    (calls.calls ?? calls).slice(-KEPT).forEach(add);
    show();
    timer = setTimeout(() => look(mine), EVERY);
  }
  function add(call) {
    last = Math.max(last, call.n);
    const details = h("div", { class: "call-body" });
    const row = h("details", { class: "call", role: "listitem", data: { method: call.method, status: call.status }, on: { toggle: () => read(details, call) } },
      h("summary", {}, icon("down"), h("time", { text: precise(new Date(call.at)) }), h("span", { class: "call-bot", text: call.bot }), h("strong", { text: call.method }),
        h("span", { class: "call-gist", text: gist(call), dir: "auto" }), call.fault ? h("span", { class: "call-fault", text: call.fault }) : null,
        h("span", { class: `call-status${call.status < 400 ? " good" : " bad"}`, text: String(call.status) })), details);
    rows.append(row);
    while (rows.childElementCount > KEPT) rows.firstElementChild.remove();
  }
  function read(details, call) {
    follow.checked = false; // who reads a call does not want it to run away
    if (details.childElementCount === 0) fill(details, call);
  }
  function show() {
    none.hidden = rows.childElementCount > 0;
    count.textContent = t("calls", { n: rows.childElementCount });
    const names = [...new Set([...rows.children].map((row) => row.dataset.method))].sort();
    if (!method.value) known.replaceChildren(...names.map((name) => h("option", { value: name })));
    if (follow.checked) rows.scrollTop = rows.scrollHeight;
  }
  /** A server that began anew counts anew. */
  function restarted() {
    if (!root.hidden) {
      phones();
      again();
    }
  }
  function close() {
    if (!root.hidden) toggle();
  }
  return { root, toggle, restarted, close };
}

function fill(details, call) {
  details.append(part(t("parameters"), call.parameters), part(t("answer"), call.answer));
}

const part = (title, value) => h("div", {}, h("h3", { text: title }), h("pre", { class: "json", tabindex: 0 }, ...coloured(JSON.stringify(value, null, 2) ?? "")));

const PIECES = /("(?:[^"\\]|\\.)*")(\s*:)?|-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null/gi;

function coloured(json) {
  const nodes = [];
  let at = 0;
  for (const match of json.matchAll(PIECES)) {
    nodes.push(json.slice(at, match.index));
    const kind = match[2] ? "key" : match[1] ? "string" : "value";
    nodes.push(h("span", { class: `json-${kind}`, text: match[1] ?? match[0] }), match[2] ?? "");
    at = match.index + match[0].length;
  }
  return [...nodes, json.slice(at)];
}

/** The one thing of a call that tells it from its neighbours. */
function gist({ parameters, answer, method }) {
  if (method === "getUpdates") return Array.isArray(answer?.result) ? answer.result.map((update) => Object.keys(update).find((key) => key !== "update_id")).join(", ") : "";
  const words = parameters.text ?? parameters.caption ?? parameters.action ?? parameters.callback_query_id ?? parameters.message_id ?? parameters.language_code ?? "";
  return answer?.ok === false ? answer.description : String(words);
}
