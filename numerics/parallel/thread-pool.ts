import { Tinypool } from "tinypool";
import { DriftproofError } from "../../theory/errors.ts";

/**
 * Where the function that does a task is exported: its module's URL, and its name there. It takes the task and `report`,
 * which takes the fraction done; tasks and results are plain data.
 */
export interface TaskAddress {
  readonly module: string;
  readonly name: string;
}

/** Where a task's progress is kept: its place in memory that all threads share, up to `whole`. */
export interface ProgressPlace {
  readonly done: Int32Array;
  readonly index: number;
}

/** What a task's share of the shared memory holds when the task is done; thread.mjs counts alike. */
export const whole = 1e6;

/** A thread's answer: see thread.mjs. */
interface Answer<Result> {
  readonly result: Result;
  readonly refusal?: { readonly message: string; readonly exitCode: number };
}

/** Worker threads that do tasks of one kind, as they come. */
export class ThreadPool<Task, Result> {
  private readonly pool: Tinypool;

  constructor(
    private readonly address: TaskAddress,
    threads: number,
    /** URLs of modules that register kinds: a thread starts with the built-in ones. */
    private readonly imports: readonly string[] = [],
  ) {
    this.pool = new Tinypool({
      filename: new URL("./thread.mjs", import.meta.url).href,
      name: "runCall",
      minThreads: threads,
      maxThreads: threads,
    });
  }

  /**
   * Does one task in the next free thread.
   * @throws DriftproofError what the task throws on purpose. @throws Error when it fails, or its thread is lost.
   */
  async run(task: Task, place?: ProgressPlace): Promise<Result> {
    const answer: Answer<Result> = await this.pool.run({
      ...this.address,
      task,
      imports: this.imports,
      ...place,
    });
    if (answer.refusal) throw revived(answer.refusal);
    return answer.result;
  }

  /** Ends all threads at once; what they work on fails. */
  async close(): Promise<void> {
    await this.pool.destroy();
  }
}

/** Its class stays behind in the thread; the message and the exit code are what counts. */
function revived({
  message,
  exitCode,
}: {
  readonly message: string;
  readonly exitCode: number;
}): DriftproofError {
  return Object.assign(new DriftproofError(message), { exitCode });
}
