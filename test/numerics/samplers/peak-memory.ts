import { Random } from "../../../numerics/random/random.ts";
import { type SamplerName, samplers } from "../../../numerics/samplers/index.ts";
import { parseModel } from "../../../theory/model.ts";
import { workedModel } from "../../support/worked-model.ts";

/** `peak-memory.ts SAMPLER DIMENSION` takes a few steps of the worked model and prints the peak resident set in bytes. */
const [name, dimension] = process.argv.slice(2) as [SamplerName, string];
const start = { kind: "overlaps", Q: [0.2, 0.1], s: 1 } as const;
const run = samplers[name].start(parseModel(workedModel), Number(dimension), start, Random.stream(1, 0));
run.advance(5);
console.log(process.resourceUsage().maxRSS * 1024);
