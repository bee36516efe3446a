/** Tags that publishers move with every release or build. */
const MOVING_TAGS: ReadonlySet<string> = new Set([
  "latest", "stable", "edge", "nightly", "main", "master", "dev", "devel", "develop", "development", "beta", "alpha", "canary", "rolling", "next", "preview", "snapshot", "unstable", "testing", "lts", "mainline",
]);

/** Whether a tag is made to move. Publishers also move `stable-alpine` and the like; what has a number in it may be a version or a commit. */
export function isMovingTag(tag: string): boolean {
  return MOVING_TAGS.has(tag.toLowerCase()) || /^(?:latest|stable|mainline|lts|rolling|edge|nightly)-[a-z][a-z-]*$/i.test(tag);
}
