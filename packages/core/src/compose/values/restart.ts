import { distance } from "../schema/did-you-mean.js";

const POLICIES = ["no", "always", "on-failure", "unless-stopped"];

/** Whether Docker knows a restart policy. Compose also takes the words of `deploy.restart_policy`. Source: moby `ValidateRestartPolicy`. */
export function isRestart(text: string): boolean {
  return text === "" || /^(?:no|none|always|any|unless-stopped|on-failure(?::\d+)?)$/.test(text);
}

/** The policy that a mistyped one very likely stands for: `unless_stopped`, `Always`. */
export function guessRestart(text: string): string | undefined {
  const word = text.toLowerCase().replaceAll(/[_ ]/g, "-");
  return POLICIES.find((policy) => distance(word, policy) <= Math.min(2, Math.floor(policy.length / 3)));
}
