import type { Reply, Request } from "./messages.ts";
import { programAddress, programText } from "./programs.ts";

/** Milliseconds after which a worker that has not begun a request is given up: it sits in a long search. */
const patience = 350;

/**
 * Starts a worker.
 * @returns what sends it a request. One that is too busy to begin is replaced by a new worker.
 */
export function startWorker(onReply: (reply: Reply) => void): (request: Request) => void {
  const address = programAddress("worker-program");
  const mathjs: Request = { kind: "mathjs", program: programText("mathjs-program") };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let ready = false;
  const open = (): Worker => {
    ready = false;
    const worker = new Worker(address);
    worker.postMessage(mathjs);
    worker.onmessage = ({ data }: MessageEvent<Reply>) => {
      ready = true;
      clearTimeout(waiting);
      onReply(data);
    };
    return worker;
  };
  let worker = open();
  return (request) => {
    worker.postMessage(request);
    clearTimeout(waiting);
    // A worker that has never answered is still loading: a new one would be no faster.
    if (!("id" in request) || !ready) return;
    waiting = setTimeout(() => {
      worker.terminate();
      worker = open();
      worker.postMessage(request);
    }, patience);
  };
}
