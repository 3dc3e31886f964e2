/** A tag or a text of an SVG: its words, with # for each number, and its numbers. */
interface Piece {
  readonly words: string;
  readonly numbers: readonly number[];
}

const number = /-?\d+(?:\.\d+)?(?:e[-+]?\d+)?/g;

/** Relative to the number, or to ten units of the picture, which are hardly seen. */
const tolerance = 1e-2;
const smallest = 10;

function piecesOf(svg: string): Piece[] {
  const parts = svg.match(/<[^>]+>|[^<>]+/g) ?? [];
  return parts.flatMap((part) => {
    const words = part.replace(number, "#").trim();
    return words === "" ? [] : [{ words, numbers: (part.match(number) ?? []).map(Number) }];
  });
}

/** The first place where two pictures differ in structure, or in a number by more than is seen; undefined if none. */
export function svgDifference(actual: string, expected: string): string | undefined {
  const [own, other] = [piecesOf(actual), piecesOf(expected)];
  for (const [i, { words, numbers }] of own.entries()) {
    const piece = other[i];
    if (piece?.words !== words) return `${words.slice(0, 200)} instead of ${piece?.words.slice(0, 200)}`;
    for (const [k, value] of numbers.entries()) {
      const wanted = piece.numbers[k]!;
      const allowed = tolerance * Math.max(smallest, Math.abs(wanted));
      if (Math.abs(value - wanted) > allowed)
        return `${value} instead of ${wanted} in ${words.slice(0, 200)}`;
    }
  }
  return own.length === other.length ? undefined : `${own.length} pieces instead of ${other.length}`;
}
