// The page has programs in it that it does not run at once: a browser reads them as text.

/** Runs a program now. */
export function runProgram(id: string): void {
  const script = document.createElement("script");
  script.textContent = programText(id);
  document.head.append(script);
}

/** An address for a program: workers need one, and the page is one file. */
export function programAddress(id: string): string {
  return URL.createObjectURL(new Blob([programText(id)], { type: "text/javascript" }));
}

/** The text of a program. */
export function programText(id: string): string {
  return document.getElementById(id)!.textContent!;
}
