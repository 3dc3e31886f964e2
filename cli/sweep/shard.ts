/** One part of several of a sweep: the points whose numbers leave this remainder. */
export interface Shard {
  /** From 0. */
  readonly remainder: number;
  readonly of: number;
}

export const wholeSweep: Shard = { remainder: 0, of: 1 };

/** How many points a shard has. */
export function shardSize(points: number, { remainder, of }: Shard): number {
  return Math.max(0, Math.ceil((points - remainder) / of));
}
