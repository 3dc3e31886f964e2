import { Random } from "../numerics/random/random.ts";
import { medianTime, type Row, rate } from "./timing.ts";

/** Normals by the ziggurat beside the polar method on Math.random. */
export function randomNumbers(): Row[] {
  const random = Random.stream(1, 0);
  const buffer = new Float64Array(1_000_000);
  const ziggurat = medianTime(() => random.fillNormal(buffer));
  const polar = medianTime(() => polarNormals(buffer));
  const perSecond = (milliseconds: number): string => rate((buffer.length / milliseconds) * 1000);
  return [
    {
      name: "normals",
      value: perSecond(ziggurat),
      reference: `polar method on Math.random: ${perSecond(polar)}`,
    },
  ];
}

/** Fills a buffer of even length by the polar method on Math.random. */
export function polarNormals(buffer: Float64Array): void {
  for (let i = 0; i < buffer.length; i += 2) {
    let [x, y, square] = [0, 0, 2];
    while (square >= 1 || square === 0) {
      x = 2 * Math.random() - 1;
      y = 2 * Math.random() - 1;
      square = x * x + y * y;
    }
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    buffer[i] = x * scale;
    buffer[i + 1] = y * scale;
  }
}
