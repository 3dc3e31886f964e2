import { afterEach, expect, it, vi } from "vitest";
import type { Reply } from "../../web/messages.ts";
import { type ExplorerState, initialState, sliceOf } from "../../web/state.ts";
import { ViewWorker } from "../../web/view-worker.ts";

afterEach(() => vi.restoreAllMocks());

const free: ExplorerState = {
  ...initialState,
  ...({ constraint: "free", activation: "identity", loss: "spectral" } as const),
  ...{ penalty: 1, norm: 0.5 },
};

/** The kinds of all replies, repetitions once, where the clock goes on by so much whenever it is read. */
async function repliesAt(tick: number): Promise<string[]> {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += tick));
  const kinds: Reply["kind"][] = [];
  const worker = new ViewWorker(({ kind }) => kinds.push(kind));
  await worker.answer({ kind: "view", id: 1, slice: sliceOf(free), at: free.start, equations: false });
  expect(kinds.filter((kind) => kind === "paths-ahead")).toHaveLength(16);
  return kinds.filter((kind, i) => kind !== kinds[i - 1]);
}

it("shows paths before fixed points while they are cheap, and fixed points before the other paths else", async () => {
  const first = ["begun", "field", "values"];
  expect(await repliesAt(0)).toEqual([...first, "paths-ahead", "landscape", "done"]);
  expect(await repliesAt(100)).toEqual([...first, "paths-ahead", "landscape", "paths-ahead", "done"]);
  expect(await repliesAt(1000)).toEqual([...first, "landscape", "paths-ahead", "done"]);
});
