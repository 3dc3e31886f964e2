/** A number's digits as an index below the line. */
export function subscript(n: number): string {
  return String(n).replace(/\d/g, (digit) => "₀₁₂₃₄₅₆₇₈₉"[Number(digit)]!);
}

/** A number with the minus sign that axes have. */
export function signed(value: number): string {
  return String(value).replace("-", "−");
}
