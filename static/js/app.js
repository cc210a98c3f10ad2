// What a state needs in order to be seen, and htmx's manners. Every act works without this file.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// The place in the navigation is in view on a narrow screen.
document.querySelector(".app-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

// Menus: one open at a time, closed by Escape (focus returns) and by a click elsewhere.
addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// "/" goes to the search box where there is one.
addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.target.matches("input, textarea, select, [contenteditable]")) return;
  const box = document.querySelector("#q");
  if (box) {
    event.preventDefault();
    box.focus();
  }
});

// Everything below is found by delegation, so what htmx brings in works as well.
addEventListener("click", (event) => {
  const button = event.target.closest("[data-reveal], [data-opens], [data-closes], [data-dismiss], [data-copies], [data-prints]");
  if (!button) return;
  const { reveal, opens, copies } = button.dataset;
  if (reveal) showPassword(button, document.getElementById(reveal));
  if (opens) {
    event.preventDefault(); // a link to the page that asks the same stays a link without this file
    document.getElementById(opens).showModal();
  }
  if ("closes" in button.dataset && button.closest("dialog")) {
    event.preventDefault();
    button.closest("dialog").close();
  }
  if ("dismiss" in button.dataset) button.closest("[data-toast]").remove();
  if ("prints" in button.dataset) print();
  if (copies) copyText(button, document.getElementById(copies));
});

function showPassword(button, input) {
  const shown = input.type === "text";
  input.type = shown ? "password" : "text";
  button.setAttribute("aria-pressed", String(!shown));
  button.textContent = shown ? button.dataset.show : button.dataset.hide;
}

async function copyText(button, source) {
  await navigator.clipboard.writeText(source.value ?? source.textContent);
  button.textContent = button.dataset.done;
}

// Buttons that only script can serve are hidden until it runs.
const unhide = (root) => all("[data-dismiss][hidden], [data-reveal][hidden], [data-copies][hidden], [data-prints][hidden]", root).forEach((button) => { button.hidden = false; });
unhide(document);
document.body.addEventListener("htmx:load", (event) => unhide(event.detail.elt.parentElement ?? document));

// One act, one request: a form that is on its way is not sent a second time.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method === "dialog" || event.target.target) return;
  if (event.target.dataset.sent) event.preventDefault();
  else {
    event.target.dataset.sent = "yes";
    setTimeout(() => { delete event.target.dataset.sent; }, 4000); // a download leaves the page as it is
  }
});
addEventListener("pageshow", () => all("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));

// Trouble on the way is told in words where messages stand.
function tell(sentence) {
  const template = document.getElementById("note-wrong");
  const note = template.content.cloneNode(true);
  note.querySelector("p").textContent = sentence;
  document.getElementById("messages").replaceChildren(note);
}
for (const trouble of ["htmx:sendError", "htmx:timeout"]) document.body.addEventListener(trouble, () => tell(document.body.dataset.error));
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.getResponseHeader("HX-Retarget")) event.detail.shouldSwap = true; // a refusal in words
});
document.body.addEventListener("htmx:responseError", (event) => {
  const { xhr } = event.detail;
  const told = xhr.getResponseHeader("HX-Retarget") || [400, 401, 409, 422].includes(xhr.status);
  if (!told) tell(document.body.dataset.error);
});
