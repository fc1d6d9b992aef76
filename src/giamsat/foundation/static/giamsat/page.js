// Pages work without this. It keeps a pressed button from being pressed twice and says that something is on its way.
"use strict";
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (!button || event.defaultPrevented || button.dataset.sent) return;
  if (button.name) {
    const said = document.createElement("input");
    said.type = "hidden";
    said.name = button.name;
    said.value = button.value;
    event.target.append(said);
  }
  button.dataset.sent = "1";
  setTimeout(() => {
    button.disabled = true;
    button.textContent = document.documentElement.lang === "en" ? "Sending…" : "Đang gửi…";
  });
});
// The browser's way back shows the page as it was left: buttons wake up again.
addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Dragging a bar of the year to another month asks what that would break. Its link “Dời” leads to the same page.
document.addEventListener("pointerdown", (event) => {
  const form = document.querySelector("[data-moves]");
  const strip = event.target.closest?.("svg[data-move]");
  const bar = strip?.querySelector("rect");
  if (!form || !bar || event.target !== bar || event.button) return;
  event.preventDefault();
  const width = strip.getBoundingClientRect().width;
  const first = Number(bar.getAttribute("x"));
  const place = (moved) =>
    Math.min(364, Math.max(0, first + ((moved.clientX - event.clientX) * 365) / width));
  const move = (moved) => bar.setAttribute("x", place(moved));
  const drop = (moved) => {
    document.removeEventListener("pointermove", move);
    const month = Math.min(
      12,
      Math.floor((place(moved) + Number(bar.getAttribute("width")) / 2) / 30.42) + 1,
    );
    const before = Math.min(
      12,
      Math.floor((first + Number(bar.getAttribute("width")) / 2) / 30.42) + 1,
    );
    if (month === before || moved.type === "pointercancel") return bar.setAttribute("x", first);
    location.href = `${form.dataset.moves}${strip.dataset.move}/?thang=${month}`;
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", drop, { once: true });
  document.addEventListener("pointercancel", drop, { once: true });
});

// A part that renews itself waits while somebody has chosen something in it.
document.addEventListener("htmx:beforeRequest", (event) => {
  const part = event.target.closest("[data-live]");
  if (part && part === event.target && part.querySelector("input:checked, :focus"))
    event.preventDefault();
});
