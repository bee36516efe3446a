/**
 * Reads a size as Compose does: 1024-based, `512m`, `1.5 gb`, `64MiB`, or a plain number of bytes. Nothing if Compose would
 * refuse it. `-1` is a size too: where it is allowed it means "no limit". Source: docker/go-units `RAMInBytes`.
 */
export function parseByteSize(text: string): number | undefined {
  const match = /^(-\d+$|\+?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?) ?(?:([kmgtp])(?:i?b)?|b)?$/i.exec(text);
  if (!match) return undefined;
  const [, digits = "", unit] = match;
  const factor = unit === undefined ? 1 : 1024 ** ("kmgtp".indexOf(unit.toLowerCase()) + 1);
  const bytes = Math.trunc(Number(digits) * factor);
  return Number.isFinite(bytes) ? bytes : undefined;
}
