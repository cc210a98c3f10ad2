// The preview of an import like a sheet: Escape gives a cell up, and the place in a wide table is kept.

const before = new WeakMap();
let left = 0;

addEventListener("htmx:beforeSwap", (event) => {
  const { target } = event.detail;
  if (target.matches("[data-cell]")) before.set(target, target.innerHTML);
  left = document.querySelector("[data-keeps-scroll]")?.scrollLeft ?? 0;
});
addEventListener("htmx:afterSwap", (event) => {
  event.detail.target.querySelector("input[name=text]")?.select(); // typing replaces, as in a sheet
  const table = document.querySelector("[data-keeps-scroll]");
  if (table) table.scrollLeft = left;
});

function giveUp(cell) {
  if (!before.has(cell)) return false;
  cell.innerHTML = before.get(cell);
  htmx.process(cell);
  cell.querySelector("a")?.focus();
  return true;
}
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest("[data-cell] form")) giveUp(event.target.closest("[data-cell]"));
});
addEventListener("click", (event) => {
  const link = event.target.closest("[data-cell] [data-gives-up]");
  if (link && giveUp(link.closest("[data-cell]"))) event.preventDefault();
});
