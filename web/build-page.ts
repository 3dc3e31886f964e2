import { gzipSync } from "node:zlib";
import { buildExplorer, explorerFile } from "./build.ts";

const html = await buildExplorer();
const kilobytes = (size: number): string => `${(size / 1000).toFixed(0)} kB`;
console.log(`${explorerFile}: ${kilobytes(html.length)}, ${kilobytes(gzipSync(html).length)} compressed`);
