import type { Theme } from "./palette.ts";

const inks = {
  light: {
    ink: "#1f2933",
    paper: "#ffffff",
    muted: "#52606d",
    flow: "#3e4c59",
    first: "#0072b2",
    second: "#b34e00",
  },
  dark: {
    ink: "#e8ecf0",
    paper: "#14181d",
    muted: "#a3b0bd",
    flow: "#c3cdd6",
    first: "#6cb6e8",
    second: "#f0a868",
  },
} as const;

/** The style of a picture's parts; exported files carry it with them. */
export function svgStyle(theme: Theme): string {
  const { ink, paper, muted, flow, first, second } = inks[theme];
  return `
svg text { font: 13px system-ui, "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif; fill: ${muted}; }
.name { font-size: 14px; fill: ${ink}; }
.letter { font: italic 16px "STIX Two Text", "Latin Modern Roman", Cambria, "Times New Roman", "Liberation Serif", serif; }
.index { font: 11px "STIX Two Text", Cambria, "Times New Roman", "Liberation Serif", serif; }
svg path { fill: none; stroke-linejoin: round; stroke-linecap: round; }
.tick, .zero { stroke: ${muted}; stroke-width: 1; }
.rim { fill: none; stroke: ${muted}; stroke-width: 1.2; }
.flow { stroke: ${flow}; stroke-width: 1; opacity: .62; }
.border { stroke: ${ink}; stroke-width: 1.8; }
.ahead { stroke: ${first}; stroke-width: 1.6; }
.curve { stroke: ${first}; stroke-width: 2.2; }
.path { stroke-width: 1; opacity: .6; }
.trail { stroke: ${ink}; stroke-width: .8; opacity: .55; }
.feature-1 { stroke: ${first}; } .feature-2 { stroke: ${second}; }
.mark { fill: ${paper}; stroke: ${ink}; stroke-width: 1.8; }
.start { stroke: ${ink}; stroke-width: 1.6; }
.filled { fill: ${ink}; }
`;
}
