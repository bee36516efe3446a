/** Reads the text of a file mode as Compose does, in base 8. Source: compose-go `FileMode.DecodeMapstructure`. */
export function parseFileMode(text: string): number | undefined {
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}

/**
 * A decimal number that was certainly meant in base 8: its digits make sense as permissions and its value does not, as in `440`. Some
 * do know and write 420 for 0644; that stays.
 */
export function isMeantOctal(mode: number): boolean {
  return isUsual(String(mode)) && !isUsual(mode.toString(8));
}

/** Permissions as people give them: readable or none, and no more for others than for the group, no more for the group than for the owner. */
function isUsual(digits: string): boolean {
  const [, owner = "", group = "", others = ""] = /^[0-7]?([04567])([04567])([04567])$/.exec(digits) ?? [];
  return owner !== "" && owner >= group && group >= others;
}

export function writeFileMode(mode: number): string {
  return `0${mode.toString(8)}`;
}
