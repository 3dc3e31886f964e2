import { escapeMarkup } from "../../report/escape.ts";
import { katexStyle } from "../../report/html/katex-style.ts";
import { pageStyle } from "../../report/html/page-style.ts";
import type { RenderedMarkdown } from "./markdown.ts";

/** An entry of the navigation that every page has. */
export interface NavigationLink {
  readonly href: string;
  readonly words: string;
  /** Whether it is the page's own. */
  readonly current: boolean;
}

const ownStyle = `
main { padding-bottom: 4rem; }
main > h1 { margin-top: 2rem; }
header { padding-top: 1rem; }
pre { overflow-x: auto; padding: .75rem 1rem; background: var(--panel); border-radius: 8px; font-size: .9rem; line-height: 1.45; }
pre code { overflow-wrap: normal; white-space: pre; }
img { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: 8px; background: #fff; }
td code { overflow-wrap: break-word; }
td:first-child code { white-space: nowrap; }
blockquote { margin: 1rem 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--muted); }
[aria-current] { font-weight: 600; color: var(--ink); text-decoration: none; }
`;

/** One page of the documentation in the report's look; it loads nothing but its pictures. */
export function docsPage({ html, title }: RenderedMarkdown, navigation: readonly NavigationLink[]): string {
  const links = navigation.map(({ href, words, current }) => {
    const here = current ? ' aria-current="page"' : "";
    return `<li><a href="${escapeMarkup(href)}"${here}>${escapeMarkup(words)}</a></li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeMarkup(title)} · driftproof</title>
<link rel="icon" href="data:,">
<style>${katexStyle(html)}</style>
<style>${pageStyle}${ownStyle}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><nav aria-label="Documentation"><ul>${links.join("\n")}</ul></nav></header>
<main id="main" tabindex="-1">
${html}
</main>
</body>
</html>
`;
}
