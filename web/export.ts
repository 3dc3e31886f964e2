import { svgStyle } from "./svg-style.ts";
import type { Frame } from "./view.ts";

/** A picture as an SVG file that stands alone, on white. */
export function svgFile(
  inside: string,
  { width, height }: Frame,
  title: string,
  layers: { readonly behind: string; readonly between: string },
): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${title}">
<title>${title}</title><style>${svgStyle("light")}</style><rect width="100%" height="100%" fill="#fff"/>
${layers.behind}${layers.between}${inside}</svg>
`;
}

/** Hands a text to the reader as a file. */
export function download(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
