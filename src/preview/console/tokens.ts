/** Colours of pages, with a contrast of at least 4.5 in both schemes. Reports and the console have the same. */
export const TOKENS = `
:root { color-scheme: light dark; --page: #fff; --text: #1b1b1f; --quiet: #55555f; --line: #d0d0d8; --high: #a4000f;
  --medium: #8a4b00; --low: #3d5a00; --info: #0b5394; }
@media (prefers-color-scheme: dark) { :root { --page: #17171b; --text: #ececf1; --quiet: #b3b3bf; --line: #45454f;
  --high: #ff9a9a; --medium: #ffc078; --low: #c3dd7c; --info: #8cc4ff; } }
`;
