import { Polynomial } from "../polynomial.ts";
import { Rational } from "../rational.ts";
import { symbol } from "../symbols.ts";
import { parseSignal, signalName } from "./signal-mean.ts";
import { timesHidden } from "./signal-moment.ts";

/**
 * Gathers sum_l Q_l E[c_l X] to E[S X], wherever all d > 1 terms are there with one coefficient. The means are not
 * independent of the overlaps, and without this the radial part of the sphere's equations would be d times as long.
 */
export function gatherSignal(expression: Polynomial, features: number): Polynomial {
  if (features < 2 || !expression.generators().some((name) => parseSignal(name))) return expression;
  const terms = new Map(expression.namedTerms().map((term) => [termKey(term.powers), term]));
  for (const first of [...terms.values()]) {
    if (!terms.has(termKey(first.powers))) continue;
    for (const name of first.powers.keys()) {
      const mean = parseSignal(name);
      if (!mean || (mean.hidden[0] ?? 0) === 0 || (first.powers.get(symbol.overlap(0)) ?? 0) < 1) continue;
      const others = mean.hidden.with(0, mean.hidden[0]! - 1);
      const rest = withPower(withPower(first.powers, name, -1), symbol.overlap(0), -1);
      const summands = Array.from({ length: features }, (_, l) => {
        const factor = signalName({ ...mean, hidden: timesHidden(others, l) });
        return termKey(withPower(withPower(rest, factor, 1), symbol.overlap(l), 1));
      });
      if (!summands.every((key) => terms.get(key)?.coefficient.equals(first.coefficient))) continue;
      for (const key of summands) terms.delete(key);
      const gathered = signalName({ ...mean, hidden: others, order: mean.order + 1 });
      const powers = withPower(rest, gathered, 1);
      const present = terms.get(termKey(powers))?.coefficient ?? Rational.zero;
      terms.set(termKey(powers), { powers, coefficient: present.add(first.coefficient) });
      break;
    }
  }
  return Polynomial.fromNamedTerms(terms.values());
}

type Powers = ReadonlyMap<string, number>;

function withPower(powers: Powers, name: string, change: number): Powers {
  const exponent = (powers.get(name) ?? 0) + change;
  const others = [...powers].filter(([other]) => other !== name);
  return new Map(exponent === 0 ? others : [...others, [name, exponent]]);
}

function termKey(powers: Powers): string {
  return [...powers]
    .map(([name, exponent]) => `${name}^${exponent}`)
    .sort()
    .join();
}
