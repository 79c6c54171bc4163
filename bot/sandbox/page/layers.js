// What lies over the page: menus, forms, the photo viewer.

import { h, icon, iconButton } from "./dom.js";
import { t } from "./words.js";

/** A menu at `anchor` (an element or a point). `items`: { icon, label, act, name, danger } or null for a line. */
export function menu(anchor, items, label) {
  document.querySelectorAll(".menu").forEach((open) => open.hidePopover());
  const list = h("div", { class: "menu", role: "menu", popover: "auto", "aria-label": label, on: { keydown: walk, toggle: gone } });
  for (const item of items.filter((one) => one !== false)) {
    list.append(item === null ? h("hr") : entry(item, list));
  }
  const back = document.activeElement;
  function gone(event) {
    if (event.newState !== "closed") return;
    list.remove();
    if (document.activeElement === document.body) back?.focus();
  }
  document.body.append(list);
  list.showPopover();
  place(list, anchor);
  list.querySelector("[role=menuitem]")?.focus();
}

function entry({ icon: drawing, label, note, act, name, danger }, list) {
  const press = () => {
    list.hidePopover();
    act();
  };
  const className = `menu-item${danger ? " danger" : ""}`;
  return h("button", { type: "button", role: "menuitem", class: className, data: { name }, on: { click: press } },
    drawing ? icon(drawing) : null, h("span", { class: "menu-label", text: label }), note ? h("span", { class: "menu-note", text: note }) : null);
}

function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll("[role=menuitem]")];
  items[(items.indexOf(document.activeElement) + step + items.length) % items.length].focus();
}

function place(list, anchor) {
  const from = anchor instanceof Element ? anchor.getBoundingClientRect() : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { width, height } = list.getBoundingClientRect();
  const below = from.bottom + 6 + height < innerHeight;
  list.style.left = `${Math.max(8, Math.min(from.left, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, below ? from.bottom + 6 : from.top - height - 6)}px`;
}

/** Asks with a form: the values as an object, null when it is cancelled. `fields` are elements of `field()`. */
export function ask({ title, hint, fields, submit, name }) {
  return new Promise((done) => {
    const form = h("form", { method: "dialog" },
      h("h2", { text: title }),
      hint ? h("p", { class: "hint", text: hint }) : null,
      ...fields,
      h("div", { class: "dialog-buttons" },
        h("button", { type: "button", class: "button cancel", text: t("cancel"), on: { click: () => dialog.close() } }),
        h("button", { type: "submit", class: "button primary submit", value: "yes", text: submit })));
    const dialog = h("dialog", { class: "dialog", "aria-label": title, data: { dialog: name } }, form);
    dialog.addEventListener("close", () => {
      done(dialog.returnValue === "yes" ? Object.fromEntries(new FormData(form)) : null);
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** A labelled field of a form: an input, or a select when `options` ([value, label] pairs) are given. */
export function field(label, name, { options, ...attributes } = {}) {
  const control = options
    ? h("select", { name, ...attributes }, ...options.map(([value, words]) => h("option", { value, text: words })))
    : h("input", { name, autocomplete: "off", ...attributes });
  const box = ["checkbox", "radio"].includes(attributes.type);
  return h("label", { class: box ? "field box" : "field" }, h("span", { text: label }), control);
}

/** A photo as large as the window; any press or Escape closes it. */
export function lightbox(address, words) {
  const dialog = h("dialog", { class: "lightbox", "aria-label": words || t("photo"), on: { click: () => dialog.close() } },
    h("img", { src: address, alt: words || t("photo") }),
    words ? h("p", { text: words }) : null,
    iconButton("close", t("close"), "lightbox-close", () => dialog.close()));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
