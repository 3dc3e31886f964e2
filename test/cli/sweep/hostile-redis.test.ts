import { createServer, type Server, type Socket } from "node:net";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queueName } from "../../../cli/sweep/redis-connection.ts";
import { Program } from "../../support/program.ts";
import { hasRedis, RedisServer } from "../../support/redis-server.ts";
import { workedModel } from "../../support/worked-model.ts";
import { invoke, temporaryPath } from "../harness.ts";
import { noiseSweep, sweepFile } from "./reference.ts";

const file = sweepFile(noiseSweep);

// What is silent is waited for: the other suite goes on meanwhile.
describe.concurrent("what is no Redis", () => {
  const servers: Server[] = [];
  const sockets: Socket[] = [];
  afterAll(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
  });

  const listen = (answer: (socket: Socket) => void): Promise<string> =>
    new Promise((resolve) => {
      const server = createServer((socket) => {
        sockets.push(socket);
        socket.on("error", () => undefined);
        answer(socket);
      });
      servers.push(server);
      server.listen(0, "127.0.0.1", () => {
        resolve(`redis://127.0.0.1:${(server.address() as { port: number }).port}`);
      });
    });

  test.each<[string, (socket: Socket) => void]>([
    ["says nothing", () => undefined],
    ["closes at once", (socket) => void socket.destroy()],
    ["closes at the first question", (socket) => void socket.on("data", () => socket.destroy())],
    [
      "answers as a web server",
      (socket) => void socket.on("data", () => socket.end("HTTP/1.1 400 Bad\r\n\r\n")),
    ],
    ["answers anything", (socket) => void socket.on("data", () => socket.write("+what?\r\n"))],
    [
      "refuses",
      (socket) => void socket.on("data", () => socket.write("-NOAUTH Authentication required.\r\n")),
    ],
  ])("%s: one line, for the worker and for the sweep", async (_, answer) => {
    const url = await listen(answer);
    const output = temporaryPath("nowhere.jsonl");
    const asked = [["worker"], ["sweep", file, "-o", output]].map((argv) => invoke(...argv, "--redis", url));
    for (const { code, out, err } of await Promise.all(asked)) {
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toMatch(/^driftproof: --redis: .*127\.0\.0\.1.*\n$/);
    }
  });

  test.each([
    "redis://",
    "redis://[::",
    "redis://host:99999",
    "redis://host:port",
    "redis://a b",
    "http://host",
    "",
  ])("the address %j: one line", async (url) => {
    const { code, err } = await invoke("worker", "--redis", url);
    expect(code).toBe(2);
    expect(err).toMatch(/^driftproof: --redis: .*\n$/);
  });

  test("more answers than questions: one line", async () => {
    const url = await listen((socket) => void socket.on("data", () => socket.write("+0\r\n".repeat(99))));
    const worker = new Program("worker", "--redis", url);
    expect(await worker.ended).toBeGreaterThan(0);
    expect(worker.err).toMatch(/^driftproof: .*\n$/);
  });

  test("a password with a slash is not shown", async () => {
    const { err } = await invoke("worker", "--redis", "redis://:secret%2Fsecret@127.0.0.1:1");
    expect(err).toBe("driftproof: --redis: no answer from redis://127.0.0.1:1: ECONNREFUSED\n");
    const wrong = await invoke("worker", "--redis", "redis://:sec/ret@127.0.0.1:1");
    expect(wrong.err).not.toContain("ret@");
  });
});

describe.skipIf(!hasRedis()).concurrent("a queue that others write to", () => {
  let redis: RedisServer;
  let connection: Redis;
  let queue: Queue;
  beforeAll(async () => {
    redis = await RedisServer.start();
    connection = new Redis(redis.url, { maxRetriesPerRequest: null });
    queue = new Queue(queueName, { connection });
  });
  afterAll(async () => {
    await queue?.close();
    connection?.disconnect();
    await redis?.stop();
  });

  test.sequential("a worker outlives hostile jobs, whose failures say why", async () => {
    const model = noiseSweep.model;
    const hostile: unknown[] = [
      {},
      [],
      "text",
      1,
      { command: "constructor", model, options: {}, seed: 1 },
      { command: "__proto__", model, options: {}, seed: 1 },
      { command: "integrate", model: null, options: {}, seed: 1 },
      { command: "integrate", model, options: null, seed: 1 },
      { command: "integrate", model, options: { "": true }, seed: "1 --svg=x" },
      { command: "fixed-points", model: workedModel, options: { "svg=x.svg": 1 }, seed: 1 },
      { command: "integrate", model, options: { svg: "x.svg" }, seed: 1 },
    ];
    for (const [i, data] of hostile.entries()) await queue.add("point", data, { jobId: `hostile-${i}` });
    const worker = new Program("worker", "--workers", "1", "--idle", "1", "--redis", redis.url);
    expect(await worker.ended).toBe(0);
    expect(worker.err).toBe("");
    for (const i of hostile.keys()) {
      const job = await queue.getJob(`hostile-${i}`);
      const { failedReason, returnvalue } = job!;
      expect(failedReason ?? (returnvalue as { error?: string }).error).toMatch(/\S/);
    }
  });

  test.sequential("results that are none are errors in the file", async () => {
    const output = temporaryPath("hostile-results.jsonl");
    const points = sweepFile({ ...noiseSweep, grid: { "augmentation.variance": [0.11, 0.22, 0.33, 0.44] } });
    const sweep = new Program("sweep", points, "-o", output, "--redis", redis.url);
    const { Worker } = await import("bullmq");
    const answers = [null, "text", 7, { neither: 1 }];
    const worker = new Worker(queueName, async () => answers.pop(), { connection });
    expect(await sweep.ended).toBe(3);
    await worker.close();
    expect(sweep.out).toMatch(/4 points; 4 with an error/);
    expect((await invoke("merge", output, "-o", temporaryPath("merged.jsonl"))).code).toBe(0);
  });
});
