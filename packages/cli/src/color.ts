/** Whether to colour: the flag decides, then NO_COLOR, then FORCE_COLOR, then whether anybody is looking. */
export function wantsColor(flag: boolean | undefined, environment: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (flag !== undefined) return flag;
  const { NO_COLOR: no, FORCE_COLOR: force, TERM: terminal } = environment;
  if (no !== undefined && no !== "") return false;
  if (force !== undefined) return force !== "0" && force !== "false";
  return isTerminal && terminal !== "dumb";
}
