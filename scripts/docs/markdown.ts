import markdownIt, { type Token } from "markdown-it";
import { displayMath, inlineMath } from "../../report/html/math.ts";

/** A page of the documentation as HTML, without the frame around it. */
export interface RenderedMarkdown {
  readonly html: string;
  /** The text of its first heading. */
  readonly title: string;
}

/**
 * Renders Markdown as GitHub does: tables, anchors of headings, formulas between $\` and \`$ and in \`math\` blocks.
 * @param linked what each address of a link or an image becomes.
 */
export function renderMarkdown(text: string, linked: (address: string) => string): RenderedMarkdown {
  const markdown = markdownIt({ html: true });
  const anchors = new Map<string, number>();
  let title = "";
  markdown.core.ruler.push("driftproof", ({ tokens }) => {
    tokens.forEach((token, i) => {
      for (const child of token.children ?? []) {
        for (const name of ["href", "src"]) {
          const address = child.attrGet(name);
          if (address !== null) child.attrSet(name, linked(String(address)));
        }
      }
      if (token.type === "inline") token.children = withFormulas(token.children ?? []);
      if (token.type !== "heading_open") return;
      const heading = plainText(tokens[i + 1]!);
      if (title === "") title = heading;
      token.attrSet("id", uniqueAnchor(heading, anchors));
    });
  });
  const fence = markdown.renderer.rules.fence!;
  markdown.renderer.rules.fence = (tokens, i, ...rest) => {
    const { info, content } = tokens[i]!;
    // What may scroll sideways must be reachable by the keyboard.
    if (info.trim() !== "math") return fence(tokens, i, ...rest).replace("<pre>", '<pre tabindex="0">');
    return `<div class="equation"><div class="scroll" tabindex="0">${displayMath(content.trim())}</div></div>\n`;
  };
  markdown.renderer.rules["table_open"] = () => '<div class="table" tabindex="0"><table>\n';
  markdown.renderer.rules["table_close"] = () => "</table></div>\n";
  return { html: markdown.render(text), title };
}

/** Code between two dollar signs is a formula. */
function withFormulas(tokens: readonly Token[]): Token[] {
  tokens.forEach((token, i) => {
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    if (token.type !== "code_inline" || !before?.content.endsWith("$") || !after?.content.startsWith("$"))
      return;
    before.content = before.content.slice(0, -1);
    after.content = after.content.slice(1);
    token.type = "html_inline";
    token.content = inlineMath(token.content);
  });
  return [...tokens];
}

function plainText(inline: Token): string {
  return (inline.children ?? []).map(({ content }) => content).join("");
}

/** GitHub's anchors: lower case, punctuation dropped, spaces to hyphens, numbers for repetitions. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/ /g, "-");
}

function uniqueAnchor(heading: string, taken: Map<string, number>): string {
  const anchor = anchorOf(heading);
  const count = taken.get(anchor) ?? 0;
  taken.set(anchor, count + 1);
  return count === 0 ? anchor : `${anchor}-${count}`;
}
