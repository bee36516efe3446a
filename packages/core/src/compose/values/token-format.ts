import type { Range } from "../../text/range.js";
import { rememberText } from "../remember.js";

/** A credential that is known by its shape, under whatever name it stands. */
export interface KnownToken {
  /** What it is, for a sentence: `a GitHub token`. */
  readonly kind: string;
  readonly range: Range;
}

/** The credentials in a text that vendors have given a shape of their own. Examples of documentation are none. */
export function knownTokensIn(text: string): readonly KnownToken[] {
  return text.length < SHORTEST_TOKEN ? [] : tokensIn(text);
}

const tokensIn = rememberText((text): readonly KnownToken[] => {
  if (!ANY_FORMAT.test(text)) return [];
  const found = FORMATS.flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map((match) => ({ kind, range: { start: match.index, end: match.index + match[0].length } })));
  return found.filter(({ range }) => !EXAMPLE.test(text.slice(range.start, range.end)));
});

/** No format below is shorter. Most texts of a file are. */
export const SHORTEST_TOKEN = 20;

const EXAMPLE = /example|x{6}|\.{3}|0{8}|123456789/i;

const FORMATS: readonly (readonly [kind: string, pattern: RegExp])[] = [
  // GitHub's changelog of 2021-03-31, and "About authentication to GitHub"; tokens may grow to 255 characters.
  ["a GitHub token", /\b(?:gh[pousr]_[A-Za-z0-9]{36,251}|github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59})\b/g],
  // GitLab's "Token overview", "Token prefixes".
  ["a GitLab token", /\bgl(?:pat|dt|rt|ptt|ft)-[A-Za-z0-9_-]{20,}/g],
  // AWS Security Token Service, "GetAccessKeyInfo": a key has two parts, of which the first alone is no secret.
  ["an AWS access key", /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b[^]{1,80}?(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g],
  // Slack's "Tokens" and "Sending messages using incoming webhooks".
  ["a Slack token", /\b(?:xox[bp]|xoxe(?:\.xox[bp])?|xapp)-[A-Za-z0-9-]{20,}/g],
  ["a Slack webhook", /https:\/\/hooks\.slack\.com\/services\/T\w{6,}\/B\w{6,}\/\w{20,}/g],
  // Stripe's "API keys": publishable keys are public, keys of a sandbox move no money.
  ["a Stripe key", /\b[sr]k_live_[0-9A-Za-z]{16,}/g],
  // GitHub's changelog of 2021-09-23, "npm has a new access token format".
  ["an npm token", /\bnpm_[A-Za-z0-9]{36}\b/g],
  // PyPI's help, "How can I use API tokens".
  ["a PyPI token", /\bpypi-[A-Za-z0-9_-]{64,}/g],
  // RFC 7468, OpenSSH's PROTOCOL.key, RFC 9580. What is encrypted needs a password as well.
  ["a private key", /-----BEGIN (?:(?:RSA|DSA|EC|OPENSSH) )?PRIVATE KEY-----|-----BEGIN PGP PRIVATE KEY BLOCK-----/g],
  // RFC 7519: header and payload are JSON objects in base64url, and begin with `{"`.
  ["a signed token (JWT)", /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/g],
];

/** One look tells of most texts that nothing of this is in them. */
const ANY_FORMAT = new RegExp(FORMATS.map(([, { source }]) => source).join("|"));
