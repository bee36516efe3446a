/** Whether a key is named like one that holds a credential, so that its value must not be told. Rather once too often. */
export function isCredentialName(name: string): boolean {
  return /pass|pwd|secret|token|cred|auth|salt|private|cookie|session|(?:^|[^a-z])(?:key|pin|otp|pat|sid|dsn)(?:[^a-z]|$)|api_?key/i.test(name);
}
