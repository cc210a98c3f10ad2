// How much of the pledge has passed the eyes: it informs, it never blocks the signing. And more rows for the draft.

const bar = document.querySelector("[data-read-bar]");
const told = document.querySelector("[data-read-text]");
if (bar) {
  const parts = [...document.querySelectorAll("[data-clause]")];
  const read = new Set();
  const tell = () => {
    bar.value = read.size;
    told.textContent = told.dataset.readText.replace("{read}", read.size).replace("{all}", parts.length);
  };
  const eyes = new IntersectionObserver((entries) => {
    for (const { isIntersecting, boundingClientRect, target } of entries) {
      // A long part counts once its end has been on the screen.
      if (!isIntersecting || boundingClientRect.bottom > innerHeight + 40) continue;
      read.add(target);
      target.classList.add("is-read");
    }
    tell();
  }, { threshold: [0, 0.25, 0.5, 0.75, 1] });
  parts.forEach((part) => eyes.observe(part));
  bar.hidden = told.hidden = false;
  tell();
}

// Without this file the button asks the server for more rows.
addEventListener("click", (event) => {
  const button = event.target.closest("[data-adds]");
  if (!button) return;
  event.preventDefault();
  const rows = [...button.closest("[data-rows]").querySelectorAll("[data-row]")];
  const row = rows.at(-1).cloneNode(true);
  const number = rows.length + 1;
  for (const part of row.querySelectorAll("textarea, input")) {
    part.value = "";
    part.id = part.id.replace(/[0-9]+$/, number);
    part.classList.remove("is-invalid");
    part.removeAttribute("aria-invalid");
    part.removeAttribute("aria-describedby");
  }
  for (const label of row.querySelectorAll("label")) {
    label.htmlFor = label.htmlFor.replace(/[0-9]+$/, number);
    label.textContent = label.textContent.replace(/[0-9]+$/, number);
  }
  row.querySelector(".invalid-feedback")?.remove();
  rows.at(-1).after(row);
  row.querySelector("textarea").focus();
});
