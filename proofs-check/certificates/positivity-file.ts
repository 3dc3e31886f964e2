import {
  CertificateError,
  expect,
  type Monomial,
  object,
  type Range,
  type Relation,
  readRange,
  readTerms,
  statementText,
  variableName,
} from "./statement.ts";

/** `exitCode` 0: verified, `message` is the statement; 1: the proof does not hold; 2: no certificate. One line. */
export interface Checked {
  readonly exitCode: 0 | 1 | 2;
  readonly message: string;
}

/** What a certificate says of a polynomial. `work` counts arithmetic, so that no file keeps a reader waiting for minutes. */
export interface Claimed {
  readonly terms: readonly Monomial[];
  readonly domain: readonly Range[];
  readonly relation: Relation;
  work(operations: number, digits?: number): void;
}

/**
 * Checks a certificate from its text alone: that its words say what its polynomial and its domain say, and that its proof
 * passes `verify`, which throws CertificateError where it does not.
 */
export function checked(text: string, verify: (claimed: Claimed, proof: unknown) => void): Checked {
  try {
    return { exitCode: 0, message: verified(JSON.parse(text), verify) };
  } catch (error) {
    if (error instanceof SyntaxError) return { exitCode: 2, message: "file: is not JSON" };
    if (!(error instanceof CertificateError)) throw error;
    return { exitCode: error.field === undefined ? 1 : 2, message: error.message };
  }
}

function verified(document: unknown, verify: (claimed: Claimed, proof: unknown) => void): string {
  const file = object(document, "file", "kind statement terms domain relation proof");
  const { kind, relation, statement } = file;
  expect(kind === "positivity", 'expected "positivity"', "kind");
  const ranges = new Map(Object.entries(object(file["domain"], "domain")).map(readVariable));
  expect(ranges.size > 0 && ranges.size <= 40, "expected 1 to 40 variables", "domain");
  expect(typeof statement === "string", "expected text", "statement");
  if (relation !== ">" && relation !== ">=") throw new CertificateError('expected ">" or ">="', "relation");
  const terms = readTerms(file["terms"], [...ranges.keys()]);
  let done = 0;
  const work = (operations: number, digits = 0): void => {
    // Longer numbers cost more.
    done += operations * (1 + (digits / 100) ** 2);
    expect(done < 2e7, "too much work to check", "proof");
  };
  verify({ terms, domain: [...ranges.values()], relation, work }, file["proof"]);
  const made = statementText(terms, ranges, relation);
  expect(statement === made, `the statement is not the one that was checked: ${made}`);
  return made;
}

function readVariable([name, range]: [string, unknown]): [string, Range] {
  expect(variableName.test(name), "has a name that is no plain one", "domain");
  return [name, readRange(range, `domain.${name}`)];
}
