/** Red, green and blue. */
export type Colour = readonly [number, number, number];

export type Theme = "light" | "dark";

interface Shades {
  /** Of an end with positive overlaps, and of its mirror images. */
  readonly strong: Colour;
  readonly weak: Colour;
}

/** Hues of Okabe and Ito, which all readers tell apart: feature 1, feature 2, a state that mixes them, no feature. */
const shades: Readonly<Record<Theme, Readonly<Record<"first" | "second" | "mixed" | "none", Shades>>>> = {
  light: {
    first: { strong: [166, 203, 227], weak: [206, 227, 241] },
    second: { strong: [246, 198, 160], weak: [251, 224, 203] },
    mixed: { strong: [163, 217, 195], weak: [206, 235, 224] },
    none: { strong: [228, 231, 235], weak: [228, 231, 235] },
  },
  dark: {
    first: { strong: [24, 82, 122], weak: [20, 60, 90] },
    second: { strong: [130, 66, 22], weak: [96, 51, 22] },
    mixed: { strong: [14, 92, 70], weak: [15, 68, 54] },
    none: { strong: [52, 60, 69], weak: [52, 60, 69] },
  },
};

/** The colour of the starts that end at overlaps Q. */
export function basinColour(Q: readonly number[], theme: Theme): Colour {
  const own = shades[theme][familyOf(Q)];
  return Q.some((q) => q < 0) ? own.weak : own.strong;
}

/** What a state recovers, by the angle of its overlaps: a small share of the other feature does not count. */
export function familyOf(Q: readonly number[]): "first" | "second" | "mixed" | "none" {
  if (Math.hypot(...Q) < 0.02) return "none";
  const angle = Math.atan2(Math.abs(Q[1] ?? 0), Math.abs(Q[0]!));
  if (angle < 0.15) return "first";
  return angle > Math.PI / 2 - 0.15 ? "second" : "mixed";
}

/** A colour as CSS writes it. */
export function css([red, green, blue]: Colour): string {
  return `rgb(${red} ${green} ${blue})`;
}
