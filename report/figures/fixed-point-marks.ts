import type { Stability } from "../../numerics/fixed-points.ts";

/** How each kind of fixed point is drawn: told apart by shape as well as by colour. */
const fixedPointMarks: Readonly<Record<Stability, { readonly shape: string; readonly color: string }>> = {
  stable: { shape: "circle", color: "#0072b2" },
  saddle: { shape: "diamond", color: "#e69f00" },
  unstable: { shape: "cross", color: "#d55e00" },
  marginal: { shape: "square", color: "#7b8794" },
};

/** Scales that give the kinds which occur their shape and colour, in one shared legend. */
export function fixedPointEncoding(kinds: readonly Stability[]) {
  const domain = (Object.keys(fixedPointMarks) as Stability[]).filter((kind) => kinds.includes(kind));
  const legend = { title: "fixed point" };
  return {
    shape: {
      field: "kind",
      type: "nominal",
      scale: { domain, range: domain.map((kind) => fixedPointMarks[kind].shape) },
      legend,
    },
    fill: {
      field: "kind",
      type: "nominal",
      scale: { domain, range: domain.map((kind) => fixedPointMarks[kind].color) },
      legend,
    },
  } as const;
}
