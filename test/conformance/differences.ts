/** What is compared. */
export type Comparison = "verdicts" | "models" | "merges";

/** Where ours is another than the recorded one, by the case's folder, and a reason that convinces a maintainer of Compose. */
export const differences: Readonly<Record<Comparison, Readonly<Record<string, string>>>> = { verdicts: {}, models: {}, merges: {} };
