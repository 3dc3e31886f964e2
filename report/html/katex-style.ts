import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The fonts of KaTeX by what in its HTML asks for them. Main-Regular and Math-Italic serve almost everything. */
const usedBy: readonly { readonly file: string; readonly mark: RegExp }[] = [
  { file: "KaTeX_Main-Regular", mark: /class="katex"/ },
  { file: "KaTeX_Math-Italic", mark: /mathnormal/ },
  { file: "KaTeX_AMS-Regular", mark: /mathbb|amsrm/ },
  { file: "KaTeX_Main-Bold", mark: /mathbf/ },
  { file: "KaTeX_Main-Italic", mark: /mathit/ },
  ...[1, 2, 3, 4].map((n) => ({
    file: `KaTeX_Size${n}-Regular`,
    mark: new RegExp(`delimsizing size${n}|delim-size${n}|op-symbol`),
  })),
];

/** KaTeX's style sheet for a body of HTML, with the fonts that it uses inside, so that nothing is loaded. */
export function katexStyle(body: string): string {
  const sheet = createRequire(import.meta.url).resolve("katex/dist/katex.min.css");
  const fonts = join(dirname(sheet), "fonts");
  return readFileSync(sheet, "utf8").replace(/@font-face\{[^}]*\}/g, (rule) => {
    const file = /fonts\/([\w-]+)\.woff2/.exec(rule)?.[1];
    if (!usedBy.some((font) => font.file === file && font.mark.test(body))) return "";
    const data = readFileSync(join(fonts, `${file}.woff2`)).toString("base64");
    return rule.replace(/src:[^}]*/, `src:url(data:font/woff2;base64,${data}) format("woff2")`);
  });
}
