import { expect, it } from "vitest";
import { treeLatex } from "../../../theory/expressions/latex.ts";
import { parseTree } from "../../../theory/expressions/parse.ts";
import { treeText } from "../../../theory/expressions/text.ts";

const names = ["y", "z", "zp", "nu", "eta", "rho", "tau", "kappa", "Q1"];
const reading = { path: "f", variables: "y", knows: (name: string) => names.includes(name), longest: 99 };

it.each([
  ["y + 1", "y + 1", "y + 1"],
  ["1 - y + (-2)*zp", "-y - 2\\,z' + 1", "(-1)*y + (-2)*zp + 1"],
  ["-(y - 1/3)", "-\\left(y - \\frac{1}{3}\\right)", "(-1)*(y + (-1/3))"],
  ["2*y*(y + z)*nu", "2\\,y\\,\\left(y + z\\right)\\,\\nu", "2*y*(y + z)*nu"],
  ["y*(-z)", "y\\,\\left(-z\\right)", "y*((-1)*z)"],
  ["(y + 1)/(2*Q1)", "\\frac{y + 1}{2\\,Q1}", "(y + 1)/(2*Q1)"],
  ["y/z*eta", "\\frac{y}{z}\\,\\eta", "(y/z)*eta"],
  ["y^2", "y^{2}", "y^2"],
  ["2^y + 0^y", "2^{y} + 0^{y}", "2^y + 0^y"],
  ["(1/3)^y", "\\left(\\frac{1}{3}\\right)^{y}", "(1/3)^y"],
  ["(-2)^y", "\\left(-2\\right)^{y}", "(-2)^y"],
  ["(y + 1)^(-1/2)", "\\left(y + 1\\right)^{-\\frac{1}{2}}", "(y + 1)^(-1/2)"],
  ["(y^z)^rho", "\\left(y^{z}\\right)^{\\rho}", "(y^z)^rho"],
  ["sin(y)^2", "\\left(\\sin\\left(y\\right)\\right)^{2}", "sin(y)^2"],
  ["sqrt(tau + pi)", "\\sqrt{\\tau + \\pi}", "sqrt(tau + pi)"],
  ["exp(-kappa)", "\\exp\\left(-\\kappa\\right)", "exp((-1)*kappa)"],
  [
    "atan(y) + sech(y)",
    "\\operatorname{atan}\\left(y\\right) + \\operatorname{sech}\\left(y\\right)",
    "atan(y) + sech(y)",
  ],
  [
    "cos(y)*tanh(y)*sinh(y)*cosh(y)*log(z)",
    `${["cos", "tanh", "sinh", "cosh"].map((name) => `\\${name}\\left(y\\right)\\,`).join("")}\\log\\left(z\\right)`,
    "cos(y)*tanh(y)*sinh(y)*cosh(y)*log(z)",
  ],
])("%s is set as %s and written as %s", (text, latex, plain) => {
  const tree = parseTree(text, reading);
  expect(treeLatex(tree)).toBe(latex);
  expect(treeText(tree)).toBe(plain);
});
