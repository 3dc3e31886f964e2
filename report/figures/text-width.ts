/** Widths in parts of the letters' size, of a wide sans serif (DejaVu Sans), so that narrower ones fit too. */
const narrow = 0.36;
const usual = 0.63;
const wide = 0.9;
const boldFactor = 1.12;

/**
 * How wide a text is, in pixels, without a font to measure with. Vega's own guess, four fifths of the size a letter,
 * is half as much again as the truth: it leaves white beside titles and leaves out numbers on axes that have room.
 */
export function textWidth(text: string, size: number, bold: boolean): number {
  let width = 0;
  for (const letter of text) width += letterWidth(letter);
  return width * size * (bold ? boldFactor : 1);
}

function letterWidth(letter: string): number {
  if (/[ijlftrI.,:;'|!()[\]/ -]/.test(letter)) return narrow;
  return /[mwMW@%—]/.test(letter) ? wide : usual;
}
