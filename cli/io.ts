/** A stream that the command line writes to. */
export interface TextStream {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Columns of the terminal; undefined elsewhere. */
  readonly columns?: number | undefined;
}

/** Everything that a command may touch besides files: tests hand in their own. */
export interface Io {
  readonly stdout: TextStream;
  readonly stderr: TextStream;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The streams of this process. */
export function processIo(): Io {
  const stream = (own: NodeJS.WriteStream): TextStream => ({
    write: (text) => void own.write(text),
    get isTTY() {
      return own.isTTY === true;
    },
    get columns() {
      // 0 where a terminal has not been told its size.
      return own.columns || undefined;
    },
  });
  return { stdout: stream(process.stdout), stderr: stream(process.stderr), env: process.env };
}
