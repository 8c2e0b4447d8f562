"use strict";
// Light or dark: what was chosen here before, or else what the system asks for. First of all scripts, so that nothing flashes.
(() => {
  const stored = () => {
    try {
      return localStorage.getItem("isogloss-theme");
    } catch {
      return null; // Some browsers keep nothing for pages from disk.
    }
  };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => {
    const theme = document.documentElement.dataset.theme;
    return theme ? theme === "dark" : system.matches;
  };
  const theme = stored();
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;

  const label = () => {
    const name = document.getElementById("theme-name");
    if (name) name.textContent = isDark() ? "Light theme" : "Dark theme";
  };
  system.addEventListener("change", label);
  document.addEventListener("DOMContentLoaded", () => {
    label();
    document.getElementById("theme").addEventListener("click", () => {
      const next = isDark() ? "light" : "dark";
      document.documentElement.dataset.theme = next;
      try {
        localStorage.setItem("isogloss-theme", next);
      } catch {
        // The choice then holds until the page is closed.
      }
      label();
    });
  });
})();
