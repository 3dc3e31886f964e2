import { type Loss, z, zp } from "../../theory/losses/loss.ts";
import { Rational } from "../../theory/rational.ts";

/** Neither part symmetric in the two branches, one of them with a term of one branch alone. */
export const lopsidedLoss: Loss = {
  name: "lopsided",
  a: z.power(2).subtract(z.multiply(zp).scale(2)),
  b: z
    .power(2)
    .multiply(zp)
    .add(zp.scale(Rational.of(1, 3))),
};
