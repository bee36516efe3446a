/**
 * Reads a duration as Compose does, in nanoseconds: `90s`, `1m30s`, `1.5h`, `1w2d`, `0`. Nothing if Compose would refuse it: no unit, a
 * blank, an unknown unit, or more than 64 bits hold. Source: xhit/go-str2duration `ParseDuration`.
 */
export function parseDuration(text: string): bigint | undefined {
  const [, sign = "", body = ""] = /^([-+]?)(.*)$/s.exec(text) ?? [];
  if (body === "0") return 0n;
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h|d|w))+$/.test(body)) return undefined;
  let sum = 0n;
  for (const [, whole = "", fraction = "", unit = ""] of body.matchAll(/(\d*)\.?(\d*)([^\d.]+)/g)) {
    const nanoseconds = UNITS.get(unit) ?? 0n;
    // A fraction is counted in floating point, as Go does.
    sum += BigInt(whole) * nanoseconds + BigInt(Math.trunc(Number(`0.${fraction}`) * Number(nanoseconds)));
  }
  if (sum >= 2n ** 63n) return undefined;
  return sign === "-" ? -sum : sum;
}

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ["ns", 1n], ["us", 1_000n], ["µs", 1_000n], ["μs", 1_000n], ["ms", 1_000_000n],
  ["s", 1_000_000_000n], ["m", 60_000_000_000n], ["h", 3_600_000_000_000n], ["d", 86_400_000_000_000n], ["w", 604_800_000_000_000n],
]);

/** A duration as Go prints it: `1h30m0s`, `1.5s`, `250ms`, `0s`. Source: Go `time.Duration.String`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return "0s";
  const sign = nanoseconds < 0n ? "-" : "";
  const size = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  for (const [unit, length, next] of [["ns", 1n, 1_000n], ["µs", 1_000n, 1_000_000n], ["ms", 1_000_000n, 1_000_000_000n]] as const) {
    if (size < next) return `${sign}${decimal(size, length)}${unit}`;
  }
  const minutes = size / 60_000_000_000n;
  const seconds = `${decimal(size % 60_000_000_000n, 1_000_000_000n)}s`;
  if (minutes === 0n) return sign + seconds;
  return `${sign}${minutes < 60n ? "" : `${String(minutes / 60n)}h`}${String(minutes % 60n)}m${seconds}`;
}

/** How many times `unit` goes into `size`, with as many digits behind the point as there are. */
function decimal(size: bigint, unit: bigint): string {
  const fraction = String(size % unit).padStart(String(unit).length - 1, "0").replace(/0+$/, "");
  return `${String(size / unit)}${fraction === "" || unit === 1n ? "" : `.${fraction}`}`;
}
