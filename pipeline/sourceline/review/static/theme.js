// Light or dark: what the system asks for, until the reviewer chooses.

export function turnTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = document.documentElement.dataset.theme ?? (dark ? "dark" : "light");
  const theme = now === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = theme;
  document.cookie = `sourceline_theme=${theme}; path=/; max-age=31536000; samesite=strict`;
}
