/** What went wrong with a file, in the system's words and its code: `no space left on device (ENOSPC)`. */
export function fileProblem(error: unknown): string {
  const { code, message = "" } = error as NodeJS.ErrnoException;
  const words = /^E[A-Z0-9]+: ([^,]+)/.exec(message)?.[1];
  return words === undefined ? (code ?? message) : `${words} (${code})`;
}
