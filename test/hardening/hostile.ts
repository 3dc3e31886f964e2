import fc from "fast-check";

/** Words that reach for the interpreter, or for the prototype that all objects share. */
export const dangerousWords = [
  "__proto__",
  "constructor",
  "prototype",
  "hasOwnProperty",
  "toString",
  "valueOf",
  "import",
  "process",
  "globalThis",
  "global",
  "Function",
  "eval",
  "require",
  "module",
  "this",
  "window",
  "Object",
  "Symbol",
  "Proxy",
  "Reflect",
  "createUnit",
  "evaluate",
  "parse",
  "simplify",
  "typed",
  "config",
  "map",
  "random",
] as const;

const oddNumbers = [0, -0, -1, 1, 0.1, 2, 33, 1e-300, 5e-324, 1e-7, 1e6, 1e21, 1e300, 2 ** 53];
const oddTexts = [
  "",
  " ",
  "\n",
  "\u0000",
  "\ud800",
  "\u202e",
  "１",
  "π",
  "y²",
  "NaN",
  "-Infinity",
  "null",
  "1/0",
  "0/0",
  "1e400",
  "1e-400",
  "1e99999999999999999999",
  "9".repeat(3000),
  "1/".repeat(50),
  "0x10",
  "1_000",
  "1n",
  "'; DROP TABLE models; --",
  "<script>alert(1)</script>",
  "../../etc/passwd",
  "-",
  "--",
  "--json",
];

/** Text of every sort: the usual traps, dangerous words, and random Unicode with broken surrogates. */
export function hostileTexts(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.constantFrom(...oddTexts),
    fc.constantFrom<string>(...dangerousWords),
    fc.string({ maxLength: 30 }),
    fc.string({ unit: "binary", maxLength: 12 }),
  );
}

/** Values of JSON, with keys that pollute prototypes where code copies objects carelessly. */
export function hostileJson(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom<unknown>(null, true, false, ...oddNumbers),
      hostileTexts(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.array(fc.tuple(keys, tie("value")), { maxLength: 4 }).map(objectOf),
    ),
  }));
  return value;
}

const keys = fc.oneof(fc.constantFrom<string>(...dangerousWords), fc.string({ maxLength: 6 }));

/** As `JSON.parse` makes it, which gives an object a field of its own called `__proto__`. */
function objectOf(entries: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(`{${entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)}}`);
}

/**
 * A JSON text with one to three of its places changed: a value replaced, taken out or put somewhere else, a key renamed or
 * added. The text, not the object: that is what a file holds.
 */
export function mutatedJson(valid: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const change = fc.record({
    place: fc.nat(),
    kind: fc.constantFrom("replace", "remove", "rename", "add", "copy"),
    key: keys,
    value: hostileJson(),
    from: fc.nat(),
  });
  return fc.tuple(valid, fc.array(change, { minLength: 1, maxLength: 3 })).map(([document, changes]) => {
    const copy: unknown = JSON.parse(JSON.stringify({ document }));
    for (const { place, kind, key, value, from } of changes) {
      const places = placesIn(copy);
      const found = places[place % places.length];
      if (!found) break;
      const { parent, name } = found;
      if (kind === "replace") define(parent, name, value);
      else if (kind === "copy") define(parent, name, clone(valueAt(places[from % places.length]!)));
      else if (kind === "add") define(parent, key, value);
      else {
        const before = parent[name];
        delete parent[name];
        if (kind === "rename") define(parent, key, before);
      }
    }
    return JSON.stringify((copy as { document?: unknown }).document ?? null);
  });
}

interface Place {
  readonly parent: Record<string, unknown>;
  readonly name: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((name) => [{ parent, name }, ...placesIn(parent[name])]);
}

function valueAt({ parent, name }: Place): unknown {
  return parent[name];
}

function clone(value: unknown): unknown {
  return value === undefined ? null : JSON.parse(JSON.stringify(value));
}

function define(parent: object, name: string, value: unknown): void {
  Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true });
}
