import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { example, wholeNumber } from "../options.ts";
import { UsageError } from "../usage-error.ts";
import type { AddCommand, Context } from "./command.ts";

interface ExploreOptions {
  readonly port: number;
  readonly output?: string;
}

const loopback = "127.0.0.1";

/** `explore`: the page on which parameters are dragged, served to this machine or written to a file. */
export const addExplore: AddCommand = (program, context) => {
  program
    .command("explore")
    .description(
      "drag the parameters of a model in a browser and watch its equations, fixed points and basins",
    )
    .option(
      "--port <n>",
      "port on the loopback address; 0 takes any that is free",
      wholeNumber(0, 65_535),
      8642,
    )
    .option("-o, --output <file>", "write the page to a file, which opens without a server, and end")
    .helpOption("-h, --help", "print this help")
    .addHelpText("after", example("explore -o explorer.html"))
    .action((options: ExploreOptions) => runExplore(options, context));
};

async function runExplore({ port, output }: ExploreOptions, { io }: Context): Promise<void> {
  const { explorerPage } = await import("../explorer-page.ts");
  const html = await explorerPage();
  if (output !== undefined) {
    const { writeFile } = await import("../write-file.ts");
    writeFile(output, html);
    io.stdout.write(`Written: ${output}\n`);
    return;
  }
  const server = await listen(html, port);
  io.stdout.write(
    `The explorer is at http://${loopback}:${(server.address() as AddressInfo).port}/ (Ctrl-C ends it)\n`,
  );
  await new Promise<void>((resolve) => {
    const end = (): void => {
      for (const signal of signals) process.off(signal, end);
      server.close(() => resolve());
      // Browsers keep their connections open.
      server.closeAllConnections();
    };
    const signals = ["SIGINT", "SIGTERM"] as const;
    for (const signal of signals) process.once(signal, end);
  });
}

/** Serves the page on the loopback address only. @throws UsageError when the port cannot be had. */
function listen(html: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    const found =
      request.method === "GET" && new URL(request.url ?? "/", "http://localhost").pathname === "/";
    response.writeHead(found ? 200 : 404, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
    });
    response.end(found ? html : "not found");
  });
  return new Promise((resolve, reject) => {
    server.once("error", ({ code }: NodeJS.ErrnoException) =>
      reject(
        new UsageError(
          code === "EADDRINUSE"
            ? `port ${port} is taken; give another with --port`
            : `cannot listen on port ${port}: ${code}`,
        ),
      ),
    );
    server.listen(port, loopback, () => resolve(server));
  });
}
