import { rememberText } from "../remember.js";

/** A name as its words in lower case: `apiKey`, `API_KEY` and `api-key` are one name. */
function spelled(name: string): string {
  return name
    .replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** Whether a key is named like one that holds a credential, so that its value must not be told. Rather once too often. */
export const isCredentialName = rememberText((name): boolean => {
  const words = spelled(name);
  return SUSPICIOUS.test(words) && !POINTER.test(words);
});

const SUSPICIOUS = /pass|pwd|secret|token|cred|auth(?!or)|salt|pepper|private|cookie|session|api_?key|(?:auth|master|signing|encryption|access)key|(?:^|_)(?:key|pw|psk|pin|otp|pat|sid|dsn)(?:$|_)/;

/** What only leads to a credential or tells of it, and Compose's own keys. */
const POINTER = /_(?:file|path|dir|name|url|type|length|expir\w*|ttl|method|mode|host|port|user|username|realm|provider|policy|enabled|required)$|^(?:secrets|credential_spec)$/;

/**
 * Whether a name says that its value is a credential, and not where it is, how long it lasts or whether there has to be one. Stricter
 * than `isCredentialName`: whatever this accepts, that accepts too.
 */
export const namesCredential = rememberText((name): boolean => {
  const words = spelled(name).split("_");
  while (words.length > 1 && SUFFIXES.test(words.at(-1) ?? "")) words.pop();
  const [before = "", last = ""] = words.length > 1 ? words.slice(-2) : ["", ...words];
  if (words.some((word) => NO_CREDENTIAL.has(word))) return false;
  if (SECRET_WORD.test(last)) return true;
  // The key that Rails derives all others from, and what lets Erlang nodes talk to each other.
  if (last === "base" || last === "cookie") return /(?:secret_key_base|erlang_cookie)$/.test(words.join("_"));
  // An access key alone is the name of an account: AWS and all that copy its storage have a secret key beside it.
  return last === "key" && (SECRET_KEYS.has(before) || (before === "access" && words.some((word) => word === "secret" || word === "shared")));
});

/** What says how the value is written, and which one of several it is. */
const SUFFIXES = /^(?:\d+|base64|b64|hex|plain|raw|value|string|default)$/;

const SECRET_WORD =
  /^(?:pass|pwd|pw|salt|pepper|psk|pat)$|(?:password|passwd|passphrase|passcode|secret|token|apikey|secretkey|privatekey|masterkey|authkey|signingkey|encryptionkey|(?:db|sql|user|root|admin|pg|smtp|mail)pass)$/;

const SECRET_KEYS: ReadonlySet<string> = new Set([
  "api", "secret", "private", "encryption", "encrypt", "enc", "signing", "sign", "signature", "master", "auth", "authentication", "account", "session", "cookie", "jwt", "fernet", "aes", "hmac", "crypto", "cipher",
  "service", "role", "admin", "root", "shared", "preshared", "psk", "storage", "subscription", "unseal", "recovery", "creds", "256", "128", "512",
]);

/** Switches, rules for passwords, what every visitor of a web page may read (PostHog's keys among it), and the marks of a language model. */
const NO_CREDENTIAL: ReadonlySet<string> = new Set([
  "allow", "random", "no", "require", "required", "use", "enable", "enabled", "disable", "disabled", "show", "max", "min", "reset", "skip", "public", "publishable", "pub", "anon", "site", "vite", "posthog", "eos", "bos", "pad", "unk", "stop",
]);

/** Whether a credential of this name is handed out by somebody else, so that it is no word: tokens, most keys, what a mail provider asks for. */
export function isIssued(name: string): boolean {
  const words = spelled(name);
  return /(?:^|_)(?:smtp|mail|mailer|email)_|(?:^|_)client_secret$|(?:token|apikey|access_?key|api_key|account_key|service_key|subscription_key|storage_key)(?:_\d+)?$/.test(words);
}
