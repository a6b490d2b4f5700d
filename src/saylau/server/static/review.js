// Keys of the review: each only presses a link or a button that stands on the page.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const found = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === event.key);
  if (!found) return;
  event.preventDefault();
  const details = found.tagName === "SUMMARY" ? found.parentElement : null;
  if (details && details.open) {
    details.querySelector("textarea").focus();
    return;
  }
  found.click();
  if (details) details.querySelector("textarea").focus();
  if (found.hash) document.querySelector(found.hash).focus();
});
