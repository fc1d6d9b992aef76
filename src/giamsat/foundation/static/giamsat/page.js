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
