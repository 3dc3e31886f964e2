import type { VectorField } from "../../../numerics/integrators/integrator.ts";

/**
 * The heat equation y_t = y_xx on [0, 1], 0 at both ends, by the method of lines on `cells` inner points: a field with
 * a banded Jacobian, the same with a dense one, a start, and the lines' exact solution from it. The start is the sum
 * of two eigenvectors sin(k pi x) of the second difference, whose eigenvalues are -4 sin^2(k pi h / 2) / h^2.
 */
export function heat(cells: number) {
  const h = 1 / (cells + 1);
  const scale = 1 / h ** 2;
  const field: VectorField = {
    size: cells,
    bandwidth: { lower: 1, upper: 1 },
    rhs(_t, y, out) {
      for (let i = 0; i < cells; i++) out[i] = scale * ((y[i - 1] ?? 0) - 2 * y[i]! + (y[i + 1] ?? 0));
    },
    jacobian(_t, _y, out) {
      for (let i = 0; i < cells; i++) {
        out[3 * i] = scale;
        out[3 * i + 1] = -2 * scale;
        out[3 * i + 2] = scale;
      }
    },
  };
  const dense: VectorField = {
    size: cells,
    rhs: field.rhs,
    jacobian(_t, _y, out) {
      out.fill(0);
      for (let i = 0; i < cells; i++) {
        if (i > 0) out[i * cells + i - 1] = scale;
        out[i * cells + i] = -2 * scale;
        if (i + 1 < cells) out[i * cells + i + 1] = scale;
      }
    },
  };
  const exact = (t: number): Float64Array => {
    const [slow, fast] = [1, 3].map((k) => Math.exp(-4 * Math.sin((k * Math.PI * h) / 2) ** 2 * scale * t));
    return Float64Array.from({ length: cells }, (_, i) => {
      const x = Math.PI * h * (i + 1);
      return slow! * Math.sin(x) + fast! * Math.sin(3 * x);
    });
  };
  return { field, dense, start: exact(0), exact };
}
