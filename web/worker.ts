import { keepMathjs } from "./mathjs.ts";
import type { Reply, Request } from "./messages.ts";
import { RunWorker } from "./run-worker.ts";
import { ViewWorker } from "./view-worker.ts";

/** What a worker's global scope has of interest here. */
interface Scope {
  postMessage(message: unknown): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
}

/** Answers requests in the scope of a worker. */
export function serve(scope: Scope): void {
  const reply = (message: Reply): void => scope.postMessage(message);
  const views = new ViewWorker(reply);
  const runs = new RunWorker(reply);
  scope.onmessage = ({ data }) => {
    const request = data as Request;
    if (request.kind === "run") runs.run(request);
    else if (request.kind === "pause") runs.pause();
    else if (request.kind === "mathjs") keepMathjs(request.program);
    else void views.answer(request);
  };
}
