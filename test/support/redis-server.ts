import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Whether there is a redis-server to start. Where DRIFTPROOF_REDIS=required its lack is a failure. */
export function hasRedis(): boolean {
  const found = spawnSync("redis-server", ["--version"]).status === 0;
  if (!found && process.env["DRIFTPROOF_REDIS"] === "required") {
    throw new Error(
      "DRIFTPROOF_REDIS=required, and there is no redis-server (Debian: apt-get install redis-server)",
    );
  }
  if (!found) console.warn("left out, for there is no redis-server: the sweeps with --redis");
  return found;
}

/** A redis-server of a test's own on a free port of the loopback, with its files in a directory of its own. */
export class RedisServer {
  private child: ChildProcess | undefined;
  private readonly directory = mkdtempSync(join(tmpdir(), "driftproof-redis-"));

  private constructor(readonly port: number) {}

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  /** Starts it with what it had written down, if anything. */
  async start(): Promise<void> {
    const append = ["--appendonly", "yes", "--appendfsync", "everysec", "--save", ""];
    const place = ["--bind", "127.0.0.1", "--port", String(this.port), "--dir", this.directory];
    const child = spawn("redis-server", [...place, ...append], { stdio: ["ignore", "pipe", "ignore"] });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      let log = "";
      child.stdout.on("data", (text) => {
        log += text;
        if (log.includes("Ready to accept connections")) resolve();
      });
      child.on("exit", () => reject(new Error(`redis-server has ended: ${log}`)));
    });
  }

  /** kill -9. */
  async kill(): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  /** Makes it forget what it has written down; it must not be running. */
  forget(): void {
    rmSync(join(this.directory, "appendonlydir"), { recursive: true, force: true });
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.directory, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve((address as { port: number }).port));
    });
  });
}
