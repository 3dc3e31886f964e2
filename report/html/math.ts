import katex from "katex";
import { escapeMarkup } from "../escape.ts";

/** Text formulas, for tables and sentences; LaTeX that KaTeX cannot read is shown as it is. */
export function inlineMath(latex: string): string {
  try {
    // Long equations use more macros than the default limit, which guards against loops in foreign input.
    return katex.renderToString(latex, { output: "htmlAndMathml", throwOnError: true, maxExpand: 1e6 });
  } catch (error) {
    if (!(error instanceof katex.ParseError)) throw error;
    return `<code class="unset">${escapeMarkup(latex)}</code>`;
  }
}

/**
 * A formula in display size that may break between its terms: KaTeX breaks only what it takes for inline
 * formulas, and only outside \left ... \right. Products of means may break too, or they would not fit a phone.
 */
export function displayMath(latex: string): string {
  return inlineMath(`\\displaystyle ${latex.replaceAll("]\\,\\mathbb{E}", "]\\,\\allowbreak \\mathbb{E}")}`);
}
