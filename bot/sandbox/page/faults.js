// Telegram's troubles, switched on and off; what is on stays in sight.

import { post, remove } from "./api.js";
import { h, icon, iconButton } from "./dom.js";
import { field } from "./layers.js";
import { now, state } from "./state.js";
import { span, t } from "./words.js";

const KINDS = ["429", "500", "502", "outage", "slow", "drop", "half", "limit"];
const METHODS = ["*", "getUpdates", "sendMessage", "editMessageText", "deleteMessages", "answerCallbackQuery", "getFile", "sendChatAction"];

export function faultControl(attempt) {
  const count = h("span", { class: "fault-count", hidden: true });
  const key = h("button", { type: "button", class: "button faults", "aria-haspopup": "dialog", "aria-expanded": "false", on: { click: () => panel.togglePopover() } },
    icon("fault"), h("span", { text: t("faults") }), count);
  const list = h("div", { class: "fault-list" });
  const phones = h("select", { name: "phone" });
  const form = h("form", { on: { submit: turnOn } },
    field(t("fault_kind"), "kind", { options: KINDS.map((kind) => [kind, t(`fault_${kind}`)]) }),
    h("div", { class: "pair" },
      field(t("fault_method"), "method", { options: METHODS.map((method) => [method, method === "*" ? t("fault_every") : method]) }),
      h("label", { class: "field" }, h("span", { text: t("fault_phone") }), phones)),
    h("div", { class: "triple" },
      field(t("fault_seconds"), "seconds", { type: "number", min: 0, step: "any", value: 30 }),
      field(t("fault_times"), "times", { type: "number", min: 1, placeholder: t("fault_endless") }),
      field(t("fault_retry"), "retry_after", { type: "number", min: 1, value: 5 })),
    h("div", { class: "dialog-buttons" },
      h("button", { type: "button", class: "button faults-off", text: t("turn_off"), on: { click: turnOff } }),
      h("button", { type: "submit", class: "button primary fault-on", text: t("turn_on") })));
  const panel = h("div", { class: "panel fault-panel", popover: "auto", role: "dialog", "aria-label": t("faults"), on: { toggle: opened } },
    h("div", { class: "panel-head" }, h("h2", { text: t("faults") }), iconButton("close", t("close"), "panel-close", () => panel.hidePopover())),
    h("p", { class: "hint", text: t("faults_help") }), list, form);
  const chips = h("div", { class: "fault-chips" });
  const root = h("div", { class: "control" }, key, panel);

  function opened(event) {
    key.setAttribute("aria-expanded", String(event.newState === "open"));
    phones.replaceChildren(h("option", { value: "", text: t("fault_any") }), ...[...state.phones.values()].map((phone) => h("option", { value: phone.id, text: phone.name })));
  }
  function turnOn(event) {
    event.preventDefault();
    const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
    const body = { kind: given.kind, method: given.method };
    for (const name of ["seconds", "times", "phone"]) if (given[name]) body[name] = Number(given[name]);
    if (given.kind === "429" && given.retry_after) body.retry_after = Number(given.retry_after);
    attempt(post("faults", body));
  }
  function turnOff() {
    attempt(remove("faults"));
  }

  const living = () => state.faults.filter((fault) => !fault.until || Date.parse(fault.until) > now());
  function chip(fault) {
    const left = fault.until ? span((Date.parse(fault.until) - now()) / 1000) : fault.kind === "slow" && fault.seconds ? span(fault.seconds) : "";
    const who = fault.phone ? state.phones.get(fault.phone)?.name : "";
    const words = [t(`fault_${fault.kind}`), fault.method === "*" ? "" : fault.method, who, fault.times ? `× ${fault.times}` : "", left].filter(Boolean).join(" · ");
    return h("span", { class: "fault-chip", data: { fault: fault.kind } }, icon("fault"), h("span", { text: words }));
  }
  function tick() {
    const active = living();
    count.hidden = active.length === 0;
    count.textContent = String(active.length);
    root.classList.toggle("on", active.length > 0);
    list.replaceChildren(...(active.length ? active.map(chip) : [h("p", { class: "hint", text: t("faults_none") })]));
    const off = h("button", { type: "button", class: "button small faults-off", text: t("turn_off"), on: { click: turnOff } });
    const is = active.map((fault) => fault.id).join();
    if (chips.drawn !== is) chips.replaceChildren(...(active.length ? [h("span", { class: "fault-chip-list" }), off] : []));
    chips.drawn = is;
    chips.querySelector(".fault-chip-list")?.replaceChildren(...active.map(chip));
  }
  return { root, chips, tick };
}
