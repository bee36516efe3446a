// Draws the extension's icon: a stack of containers, the uppermost with a tick.
import { crc32, deflateSync } from "node:zlib";

const SIZE = 128;
/** Points that are looked at for each pixel, in a row and in a column: edges get smooth by it. */
const FINE = 4;

const GROUND = [0x10, 0x24, 0x3e];
const BOX = [0x4f, 0x9c, 0xf0];
const BOX_BELOW = [0x2f, 0x5f, 0x98];
const TICK = [0xff, 0xff, 0xff];

/** What is drawn, the last one on top: whether a point is inside, in units of the picture. */
const SHAPES = [
  { color: GROUND, holds: rounded(0, 0, 128, 128, 24) },
  { color: BOX_BELOW, holds: rounded(22, 88, 84, 22, 5) },
  { color: BOX_BELOW, holds: rounded(22, 60, 84, 22, 5) },
  { color: BOX, holds: rounded(22, 18, 84, 36, 6) },
  { color: TICK, holds: stroke([[50, 36], [60, 46], [80, 25]], 4) },
];

/** @returns the icon as a PNG. */
export function icon() {
  const rows = Buffer.alloc(SIZE * (SIZE * 4 + 1));
  for (let y = 0; y < SIZE; y++) {
    for (let x = 0; x < SIZE; x++) pixel(x, y).forEach((value, channel) => { rows[y * (SIZE * 4 + 1) + 1 + x * 4 + channel] = value; });
  }
  const header = Buffer.from([0, 0, 0, SIZE, 0, 0, 0, SIZE, 8, 6, 0, 0, 0]);
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
}

/** Red, green, blue and opacity, as the average of the points in it. */
function pixel(x, y) {
  const sum = [0, 0, 0, 0];
  for (let row = 0; row < FINE; row++) {
    for (let column = 0; column < FINE; column++) {
      const color = SHAPES.findLast(({ holds }) => holds(x + (column + 0.5) / FINE, y + (row + 0.5) / FINE))?.color;
      if (color) [...color, 1].forEach((value, channel) => { sum[channel] += value; });
    }
  }
  const [red, green, blue, count] = sum;
  return count === 0 ? [0, 0, 0, 0] : [red / count, green / count, blue / count, (255 * count) / FINE ** 2].map(Math.round);
}

function rounded(left, top, width, height, radius) {
  return (x, y) => {
    const dx = Math.max(left + radius - x, x - (left + width - radius), 0);
    const dy = Math.max(top + radius - y, y - (top + height - radius), 0);
    return dx * dx + dy * dy <= radius * radius;
  };
}

/** A line through points, with round ends. */
function stroke(points, radius) {
  return (x, y) => points.slice(1).some(([toX, toY], index) => {
    const [fromX, fromY] = points[index];
    const [alongX, alongY] = [toX - fromX, toY - fromY];
    const part = Math.min(1, Math.max(0, ((x - fromX) * alongX + (y - fromY) * alongY) / (alongX ** 2 + alongY ** 2)));
    return Math.hypot(x - fromX - part * alongX, y - fromY - part * alongY) <= radius;
  });
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
