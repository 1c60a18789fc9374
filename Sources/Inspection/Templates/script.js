"use strict";
// Every page works without this; it only saves steps.

// A box that stands for all boxes of its form.
for (const box of document.querySelectorAll("[data-check-all]")) {
  box.hidden = false;
  box.addEventListener("change", () => {
    for (const other of box.form.querySelectorAll(`[name="${box.dataset.checkAll}"]`)) {
      other.checked = box.checked;
    }
  });
}

// A button that copies a text to the clipboard.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
    button.textContent = button.dataset.done;
  });
}

// What was typed and not sent is not lost by a wrong click.
for (const form of document.querySelectorAll("form[data-keep]")) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
}

// Whoever types a value of their own means it.
for (const field of document.querySelectorAll("[data-chooses]")) {
  field.addEventListener("input", () => {
    document.getElementById(field.dataset.chooses).checked = true;
  });
}

// A filter is applied as soon as it is chosen.
for (const list of document.querySelectorAll("form[data-at-once] select")) {
  list.addEventListener("change", () => list.form.requestSubmit());
}
