/** A capability's one name: upper case, without `CAP_`. Docker accepts all spellings. */
export function normalizeCapability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, "");
}
