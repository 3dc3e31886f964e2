/**
 * The coefficients of RODAS, a stiffly accurate Rosenbrock method of order 4(3) with six stages, in the
 * transformed form that needs no products with the Jacobian: stage i solves
 *
 *   (I / (h gamma) - J) u_i = f(t + c_i h, y + sum_j a_ij u_j) + sum_j (C_ij / h) u_j + h d_i f_t,
 *
 * the solution of order 4 is y + sum m_i u_i and the embedded one of order 3 leaves out u_6, which is
 * therefore the error estimate. The continuous extension of order 3 is, for 0 <= s <= 1,
 *
 *   (1 - s) y_0 + s (y_1 + (1 - s) (p + s q)),  p = sum_j D_1j u_j,  q = sum_j D_2j u_j.
 *
 * Source: E. Hairer and G. Wanner, Solving Ordinary Differential Equations II, 2nd ed. (1996), section VI.4
 * and the code RODAS (coefficient set METH = 1).
 */
export interface RosenbrockTableau {
  readonly gamma: number;
  /** c_i, the nodes. */
  readonly nodes: readonly number[];
  /** d_i, the row sums of the matrix (gamma_ij), diagonal included. */
  readonly timeWeights: readonly number[];
  /** a_ij for j < i. */
  readonly stage: readonly (readonly number[])[];
  /** C_ij for j < i. */
  readonly coupling: readonly (readonly number[])[];
  /** m_i. */
  readonly weights: readonly number[];
  /** D_1j and D_2j. */
  readonly dense: readonly [readonly number[], readonly number[]];
}

const FIFTH_STAGE = [1.221224509226641, 6.019134481288629, 12.53708332932087, -0.687886036105895] as const;

export const RODAS4: RosenbrockTableau = {
  gamma: 0.25,
  nodes: [0, 0.386, 0.21, 0.63, 1, 1],
  timeWeights: [0.25, -0.1043, 0.1035, -0.03620000000000023, 0, 0],
  stage: [
    [],
    [1.544],
    [0.9466785280815826, 0.2557011698983284],
    [3.314825187068521, 2.896124015972201, 0.9986419139977817],
    FIFTH_STAGE,
    [...FIFTH_STAGE, 1],
  ],
  coupling: [
    [],
    [-5.6688],
    [-2.430093356833875, -0.2063599157091915],
    [-0.1073529058151375, -9.594562251023355, -20.47028614809616],
    [7.496443313967647, -10.24680431464352, -33.99990352819905, 11.7089089320616],
    [8.083246795921522, -7.981132988064893, -31.52159432874371, 16.31930543123136, -6.058818238834054],
  ],
  weights: [...FIFTH_STAGE, 1, 1],
  dense: [
    [10.12623508344586, -7.487995877610167, -34.80091861555747, -7.992771707568823, 1.025137723295662],
    [-0.6762803392801253, 6.087714651680015, 16.43084320892478, 24.76722511418386, -6.594389125716872],
  ],
};
