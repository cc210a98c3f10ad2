// The box in the header offers what is found while one types: a combobox with a list of links (WAI-ARIA).
// Without this file the form leads to the page of results.

const box = document.querySelector("[data-combobox]");
const list = document.getElementById(box?.dataset.combobox);
const said = document.getElementById("search-said");
let active = null;

const options = () => [...list.querySelectorAll("[role=option]")];

function choose(option) {
  active?.setAttribute("aria-selected", "false");
  active = option;
  if (!option) {
    box.removeAttribute("aria-activedescendant");
    return;
  }
  option.setAttribute("aria-selected", "true");
  box.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function show(open) {
  list.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  if (!open) choose(null);
}

function step(by) {
  const all = options();
  if (!all.length) return;
  show(true);
  const next = all.indexOf(active) + by;
  // Past either end one is back in the box, and from there at the other end.
  choose(active || by > 0 ? all[next] ?? null : all.at(-1));
}

if (box && list) {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-expanded", "false");
  box.setAttribute("aria-controls", list.id);
  list.setAttribute("role", "listbox");

  box.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      active.click();
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      show(false);
    }
  });

  list.addEventListener("htmx:afterSwap", () => {
    active = null;
    box.removeAttribute("aria-activedescendant");
    const last = options().at(-1);
    said.textContent = last?.dataset.said ?? "";
    show(Boolean(last) && document.activeElement === box && box.value.trim() !== "");
  });

  // The list stays while its own options are pressed and goes with the focus.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("blur", () => show(false));
  box.addEventListener("focus", () => show(box.value.trim() !== "" && options().length > 0));
}
