// The score sheet under the fingers: what htmx saves cell by cell, told in the cell; keys; columns from Excel.

const grid = document.getElementById("grid");
const cells = () => [...grid.querySelectorAll("[data-column]")];
const cellOf = (field) => field.closest(".cell");
const states = ["saved", "saving", "wrong", "two", "quiet"].map((state) => `cell--${state}`);

function show(field, state, words) {
  const cell = cellOf(field);
  cell.classList.remove(...states);
  if (state) cell.classList.add(`cell--${state}`);
  if (words !== undefined) cell.querySelector(".cell__state").textContent = words;
  field.toggleAttribute("aria-invalid", state === "wrong");
  if (state === "wrong") field.setAttribute("aria-invalid", "true");
  if (state === "saved") setTimeout(() => cell.classList.contains("cell--saved") && cell.classList.add("cell--quiet"), 3000);
  countUnsaved();
}

function countUnsaved() {
  const told = document.querySelector("[data-unsaved]");
  const number = grid.querySelectorAll(".cell--wrong, .cell--two").length;
  told.hidden = number === 0;
  told.querySelector("span").textContent = `${number} ${grid.dataset.unsavedOne}`;
}

if (grid && document.querySelector("[data-unsaved]")) {
  const hint = document.querySelector("[data-keys]");
  if (hint) hint.hidden = false;
  countUnsaved();

  // One cell, one request, one after another (hx-sync): answers come in the order of what they tell, and the
  // totals shown are those of the last one.
  grid.addEventListener("change", ({ target }) => {
    if (!target.dataset.column) return;
    target.dataset.sent = target.value;
    show(target, "saving", grid.dataset.saving);
  });
  grid.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target.dataset.column) target.dataset.sent = target.value;
  });
  for (const trouble of ["htmx:sendError", "htmx:timeout"]) {
    grid.addEventListener(trouble, (event) => event.target.dataset.column && show(event.target, "wrong", grid.dataset.failed));
  }
  grid.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    const told = (status === 409 || status === 422) && !event.detail.xhr.getResponseHeader("HX-Retarget");
    if (!told && event.target.dataset.column) show(event.target, "wrong", grid.dataset.failed);
  });
  document.body.addEventListener("htmx:oobAfterSwap", (event) => {
    for (const told of grid.querySelectorAll(".cell__state[data-state]")) {
      const field = told.closest(".cell").querySelector("[data-column]");
      const { state, value } = told.dataset;
      delete told.dataset.state;
      show(field, state);
      if (state !== "saved") continue;
      // What was typed on while the request was under way stays; it is sent when the cell is left.
      const untouched = field.dataset.sent === undefined || field.value === field.dataset.sent;
      field.defaultValue = value;
      if (untouched) field.value = value;
    }
  });
  grid.addEventListener("click", (event) => {
    const button = event.target.closest("[data-cell]");
    if (!button) return;
    const field = document.getElementById(button.dataset.cell);
    delete field.dataset.sent;
    field.focus();
  });

  grid.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!field.dataset?.column || event.isComposing) return;
    const text = field.tagName === "TEXTAREA";
    // While a value is on its way, that one is the last that counts.
    if (event.key === "Escape") field.value = cellOf(field).classList.contains("cell--saving") ? field.dataset.sent : field.defaultValue;
    else if (event.key === "Enter" && !event.altKey && !(text && (event.shiftKey || matchMedia("(pointer: coarse)").matches))) go(event, field, event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown" && !text) go(event, field, 1);
    else if (event.key === "ArrowUp" && !text) go(event, field, -1);
    else if (event.key === "ArrowRight" && !text && field.selectionStart === field.value.length) beside(event, field, 1);
    else if (event.key === "ArrowLeft" && !text && field.selectionEnd === 0) beside(event, field, -1);
  });

  // Several lines or columns from a spreadsheet go into the cells below and beside; each is saved as if typed.
  grid.addEventListener("paste", (event) => {
    const field = event.target;
    if (!field.dataset?.column) return;
    const lines = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n+$/, "").split("\n").map((line) => line.split("\t"));
    const table = lines.some((line) => line.length > 1);
    if (!table && (lines.length === 1 || field.tagName === "TEXTAREA")) return;
    event.preventDefault();
    const names = [...new Set(cells().map((one) => one.dataset.column))];
    const first = names.indexOf(field.dataset.column);
    const rows = [...grid.querySelectorAll(".grid__row")];
    const top = rows.indexOf(field.closest(".grid__row"));
    lines.forEach((line, down) => line.forEach((value, right) => {
      const target = rows[top + down]?.querySelector(`[data-column="${names[first + right]}"]`);
      if (!target) return;
      target.value = value.trim();
      target.dispatchEvent(new Event("change", { bubbles: true }));
    }));
  });

  // What acts on the whole sheet waits until every cell is saved: it then acts on the sheet that is on the screen.
  let waiting = null;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-waits] :is(a, button)");
    if (!button || !grid.querySelector(".cell--saving")) return;
    event.preventDefault();
    waiting = button;
  });
  grid.addEventListener("htmx:afterRequest", () => setTimeout(() => {
    if (!waiting || grid.querySelector(".cell--saving")) return;
    const button = waiting.isConnected ? waiting : document.getElementById(waiting.id);
    waiting = null;
    if (!grid.querySelector(".cell--wrong, .cell--two")) button?.click();
  }));

  addEventListener("beforeunload", (event) => {
    if (grid.querySelector(".cell--saving")) event.preventDefault();
  });
}

function go(event, field, by) {
  event.preventDefault();
  const column = cells().filter((one) => one.dataset.column === field.dataset.column);
  enter(column[column.indexOf(field) + by] ?? field);
}

function beside(event, field, by) {
  const row = [...field.closest(".grid__row").querySelectorAll("[data-column]")];
  const next = row[row.indexOf(field) + by];
  if (!next) return;
  event.preventDefault();
  enter(next);
}

function enter(field) {
  if (field === document.activeElement) field.blur(); // the last of a column: what was typed is saved all the same
  field.focus();
  field.select();
}
