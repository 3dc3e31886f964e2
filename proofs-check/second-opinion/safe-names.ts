/** Text in which every symbol has become `x0`, `x1`, ...: names that mean nothing to any algebra system. */
export interface SafeText {
  readonly text: string;
  /** The symbols of the original text, by number. */
  readonly symbols: readonly string[];
}

// In order: atoms such as E[c1*phi(y)], moments of P such as <w*sign(w)>, sign(w), plain names, numbers.
const token = /E\[[^\]]*\]|<[^>]*>|sign\(w\)|[A-Za-z]\w*|\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+|\S/g;

/**
 * Renames the symbols of a text written by `toText` and writes its decimals as integer ratios. Both systems
 * give meanings of their own to `E`, `e`, `i`, `pi`, `tau` and round decimals, silently.
 * @throws RangeError for a character or a number that `toText` never writes.
 */
export function safeText(source: string): SafeText {
  const symbols: string[] = [];
  const text = source.replace(token, (part) => {
    if (/^[\d.]/.test(part)) return integerRatio(part);
    if (/^[-+*/^()]$/.test(part)) return part;
    if (!/^(?:[A-Za-z]|<.)/.test(part)) throw new RangeError(`unexpected "${part}" in "${source}"`);
    let index = symbols.indexOf(part);
    if (index < 0) index = symbols.push(part) - 1;
    return `x${index}`;
  });
  return { text, symbols };
}

/** Puts the symbols' own names back. */
export function originalText(text: string, symbols: readonly string[]): string {
  return text.replace(/\bx(\d+)\b/g, (_, index) => symbols[Number(index)]!);
}

function integerRatio(literal: string): string {
  const match = /^(\d+)(?:\.(\d+))?$/.exec(literal);
  if (!match) {
    throw new RangeError(`the number ${literal} would be rounded: write it as a ratio of integers`);
  }
  const [, whole, fraction] = match;
  return fraction === undefined ? whole! : `(${BigInt(whole! + fraction)}/1${"0".repeat(fraction.length)})`;
}
