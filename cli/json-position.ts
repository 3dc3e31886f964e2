/** A place in a text as editors count it, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

type Expecting = "value" | "first value" | "key" | "first key" | "colon" | "comma";

// A string's own characters start at the space, without the quote and the backslash.
const scalar =
  /"(?:[ !#-[\]-\u{10ffff}]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;
const blank = /[ \t\r\n]*/y;

/**
 * Where a text stops being JSON; undefined when it is JSON. `JSON.parse` says so in some of its messages only,
 * and differently in every release of Node.
 */
export function jsonErrorPosition(text: string): Position | undefined {
  const offset = errorOffset(text);
  if (offset === undefined) return undefined;
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function errorOffset(text: string): number | undefined {
  const open: ("{" | "[")[] = [];
  let expecting: Expecting = "value";
  let at = 0;
  for (;;) {
    at = matchEnd(blank, text, at);
    const character = text[at];
    if (expecting === "comma" && open.length === 0) return character === undefined ? undefined : at;
    const inObject = open.at(-1) === "{";
    const closes =
      (character === (inObject ? "}" : "]") && expecting === "comma") ||
      (character === "}" && expecting === "first key") ||
      (character === "]" && expecting === "first value");
    if (closes) {
      open.pop();
      expecting = "comma";
    } else if (expecting === "comma" && character === ",") {
      expecting = inObject ? "key" : "value";
    } else if (expecting === "colon" && character === ":") {
      expecting = "value";
    } else if ((expecting === "value" || expecting === "first value") && character === "{") {
      open.push("{");
      expecting = "first key";
    } else if ((expecting === "value" || expecting === "first value") && character === "[") {
      open.push("[");
      expecting = "first value";
    } else {
      const isKey: boolean = expecting === "key" || expecting === "first key";
      if (expecting === "comma" || expecting === "colon" || (isKey && character !== '"')) return at;
      const end: number = matchEnd(scalar, text, at);
      if (end === at) return at;
      at = end;
      expecting = isKey ? "colon" : "comma";
      continue;
    }
    at++;
  }
}

/** The end of a sticky pattern's match at an offset, or the offset itself. */
function matchEnd(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : offset;
}
