import type { Evidence, Region } from "../../ledger.ts";

/** A region together with what it rests on. */
export interface KnownRegion extends Omit<Region, "evidence"> {
  readonly evidence: readonly Evidence[];
}

/** The same with places in a list of all the evidence. */
export function numbered(regions: readonly KnownRegion[], all: readonly Evidence[]): Region[] {
  return regions.map(({ evidence, ...region }) => ({
    ...region,
    evidence: evidence.map((piece) => all.indexOf(piece)),
  }));
}

/**
 * The set on which the statement is judged: where it is proved for the model's own phi only what is proved, and what is only
 * evaluated and simulated too where it is not.
 */
export function scopeOf(regions: readonly KnownRegion[], proved: boolean): string {
  const holding = regions.filter(({ statement }) => statement === "holds");
  const part = (known: Region["known"]): string[] => {
    const places = holding.filter((region) => region.known === known).map(({ where }) => where);
    return places.length > 0 ? [`${known}: ${places.join("; ")}`] : [];
  };
  return [...part("proved"), ...(proved ? [] : part("supported"))].join("; ") || "none";
}
