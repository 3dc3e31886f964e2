import katex from "katex";

/** A formula as MathML, which browsers set with the fonts that they have. */
export function mathml(latex: string, display = false): string {
  const html = katex.renderToString(latex, { output: "mathml", displayMode: display, maxExpand: 1e6 });
  // The LaTeX source inside would be read out, and found by a search, a second time.
  return (
    html
      .replace(/<annotation.*?<\/annotation>/gs, "")
      // Browsers know this variant of no letter; the letter itself they know.
      .replace(/<mi mathvariant="double-struck">E<\/mi>/g, "<mi>𝔼</mi>")
  );
}
