import { rememberText } from "../remember.js";
import { isIssued } from "./credential-name.js";

/** What stands where a credential belongs. */
export type CredentialValue =
  /** No credential: empty, a switch, a number, a reference to where it is, or a hash of it. */
  | "none"
  /** A text that asks to be replaced by the one that somebody is given: `your-token-here`, `<password>`, `xxxx`, `my-api-key`. */
  | "stand-in"
  /** A password that everybody tries first: `postgres`, `changeme`, `123456`, or the name of the user or the program. */
  | "well-known"
  /** One that only its owner should know. It may still be a weak one. */
  | "secret";

/**
 * Judges the text under the name of a credential. `familiar` are names of the service, its image, its users: a password that repeats
 * one of them is none.
 */
export function judgeCredential(text: string, name: string, familiar: readonly string[] = []): CredentialValue {
  const value = text.trim();
  if (value === "" || /^\W$/.test(value) || SWITCH.test(value) || QUANTITY.test(value) || isReference(value) || HASH.test(value)) return "none";
  const own = [...familiar, name].flatMap(partsOf);
  if (isRun(value) || isOneWord(value, own) || ASKS_FOR_CHANGE.test(value)) return "well-known";
  if (STAND_IN.test(value) || VARIABLE_NAME.test(value) || isPattern(value)) return "stand-in";
  // What is this short is found by trying.
  if (value.length < 4) return "well-known";
  // A word may be a password that somebody chose, but no key that a program made.
  return isIssued(name) && isMadeOfWords(value, [...WORDS, ...own]) ? "stand-in" : "secret";
}

const SWITCH = /^(?:true|false|yes|no|on|off|none|null|nil|undefined|enabled?|disabled?|required?|optional|auto|default|basic|bearer|jwt|n\/a)$/i;

/** A duration, a size, a share, or a number of few digits. */
const QUANTITY = /^-?\d{1,3}$|^\d+(?:\.\d+)?\s?(?:ms|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?|[kmgt]i?b?|%)$/i;

/** Where it is instead: a path, a URL, a variable, a template, an entry of a secret store, a class. */
function isReference(value: string): boolean {
  return REFERENCES.some((pattern) => pattern.test(value));
}

const REFERENCES: readonly RegExp[] = [
  /^(?:~|\.{1,2}|[A-Za-z]:)?(?:[\\/][\w.@ -]+){2,}[\\/]?$/,
  /^(?:~|\.{1,2})[\\/]/,
  /^[\w./-]+\.(?:key|pem|crt|cer|p12|pfx|jks|txt|json|ya?ml|conf|env|jwk|gpg|pub)$/i,
  /^[a-z][a-z\d+.-]*:\/\//i,
  /^(?:vault|op|ssm|arn|secret|secrets|secretref|env|file|kv|awssm|awsssm|gcpsm|azurekv|akv|doppler|sops|bws|ref)(?:\+\w+)?:/i,
  /^\$(?:\w+|\{.*\}|\(.*\)|__\w+\{.*\})$/,
  /^(?:%\w+%|\{\{.*\}\}|\[.*\]|\{.*\}|#\{.*\}#?|@\w+@)$/,
  /\$\{\w+\}|\$\(/,
  /^[a-z]\w*(?:\.[A-Za-z]\w*){2,}$/,
];

/** Prefixes of crypt(5) and PHC strings, of LDAP, and the words before a hash. */
const HASH = /^\$(?:2[abxy]?|1|5|6|7|y|gy|apr1|argon2\w*|scrypt|pbkdf2[\w-]*)\$|^\{(?:SSHA|SHA|SMD5|MD5|CRYPT|ARGON2|PBKDF2)[\w-]*\}|^(?:pbkdf2|scrypt|sha\d+|argon2\w*)[_:$]|^SCRAM-SHA-\d+\$/i;

const ASKS_FOR_CHANGE = /change[-_ ]?(?:me|it|this|in|to|now|please|before)|please[-_ ]?change|need.{0,8}to[-_ ]?change|not[-_ ]?secure/i;

const STAND_IN = /your|example|sample|fake|dummy|replace|insert|placeholder|user_provided|redacted|fixme|fill[-_ ]?in|set[-_ ]?me|random[-_ ]?(?:secret|string|key|value|password|token|text)|[-_ ]here$|Here$|\btodo\b|<|>|\.{3}|\*{3}|x{3}/i;

/** `CCLOUD_PASSWORD`: the name of what belongs there. */
const VARIABLE_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** Few characters over and over, or the digits in their order: `0000…`, `0123456789abcdef…`, `deadbeef…`. */
function isPattern(value: string): boolean {
  if (value.length < 16) return false;
  return new Set(value.toLowerCase()).size <= 5 || /0123456789|1234567890|abcdefghij|deadbeef/i.test(value);
}

/** `123456`, `111111`, `654321!`. */
function isRun(value: string): boolean {
  if (/[a-z]/i.test(value)) return false;
  const digits = value.replace(/\D/g, "");
  if (value.length - digits.length > 1) return false;
  return /^(\d)\1*$/.test(digits) || "0123456789012345678901234567890".includes(digits) || "98765432109876543210".includes(digits);
}

/** One word, perhaps twice, whatever stands for its letters: `root`, `P@ssw0rd`, `adminadmin`. `own` are words beside the known ones. */
function isOneWord(value: string, own: readonly string[]): boolean {
  const isWord = (text: string): boolean => KNOWN_WORDS.has(text) || own.includes(text);
  const lower = value.toLowerCase();
  const spellings = [lower, readable(lower), lower.replace(/[^a-z0-9<>*{}]/g, "")];
  return spellings.some((spelling) => isWord(spelling) || (spelling.length % 2 === 0 && spelling === spelling.slice(0, spelling.length / 2).repeat(2) && isWord(spelling.slice(0, spelling.length / 2))));
}

const LONGEST = 80;

/** Whether a text can be cut into words that names are made of, with at most a few other characters between and behind them. */
function isMadeOfWords(text: string, words: readonly string[]): boolean {
  if (text.length > LONGEST) return false;
  const lower = text.toLowerCase();
  /** For every place that words lead to, the fewest characters on the way that belong to none. */
  const others = new Map([[0, 0]]);
  for (let at = 0; at < lower.length; at += 1) {
    const used = others.get(at);
    if (used === undefined) continue;
    const reach = (end: number, count: number): void => {
      if (count < (others.get(end) ?? Infinity)) others.set(end, count);
    };
    for (const word of words) if (lower.startsWith(word, at)) reach(at + word.length, used);
    if (/[^a-z]/.test(lower.charAt(at))) reach(at + 1, used + 1);
  }
  return (others.get(lower.length) ?? Infinity) <= Math.min(8, lower.length / 2);
}

/** The letters that signs stand for. */
function readable(text: string): string {
  return text.replace(/[0134578@$!]/g, (sign) => LETTERS[sign] ?? sign);
}

const LETTERS: Readonly<Record<string, string>> = { "0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", $: "s", "!": "i" };

/** A name, and its parts where it has several. */
const partsOf = rememberText((name): readonly string[] => {
  const lower = name.toLowerCase();
  return [lower, ...lower.split(/[^a-z0-9]+/)].filter((part) => part.length > 1);
});

const WORDS: readonly string[] = [
  // What a password is called, and what is said of it.
  "password", "passwort", "passwd", "pass", "pwd", "pw", "word", "phrase", "secret", "secrets", "key", "keys", "token", "pin", "salt", "pepper", "credential", "credentials", "code", "value", "hash", "cookie", "session", "signing", "encryption", "encoder", "jwt", "api", "auth", "access", "login",
  "a", "my", "our", "the", "this", "is", "it", "me", "not", "for", "in", "of", "and", "to", "use", "only", "some", "very", "really", "too", "super", "strong", "safe", "secure", "secured", "insecure", "unsafe", "long", "short", "random", "generated", "custom", "string", "default", "example", "sample", "demo", "test", "tests", "testing", "tester", "dummy", "fake",
  "mock", "temp", "temporary", "dev", "devel", "develop", "development", "staging", "prod", "production", "local", "localhost", "change", "changed", "changeit", "changeme", "initial", "simple", "easy", "foolish", "vuln", "bad", "weak", "indeed",
  // Who uses it.
  "admin", "admins", "administrator", "superadmin", "superuser", "super", "root", "user", "users", "username", "guest", "master", "slave", "replica", "replication", "replicator", "operator", "manager", "owner", "system", "sys", "sa", "monitoring", "monitor", "backup", "bot", "sender", "reader", "writer", "client", "server", "host", "service", "worker", "runner",
  "agent", "app", "application", "web", "site", "frontend", "backend", "internal", "external", "managed", "shared", "public", "private", "db", "dbs", "database", "data", "sql", "storage", "store", "object", "bucket", "cache", "queue", "broker", "message", "mail", "email", "smtp", "proxy", "ldap", "oauth", "sso", "docker", "container", "compose", "cluster", "node",
  "instance", "lab", "labs", "ci", "hello", "welcome", "world", "letmein", "foo", "bar", "baz", "qux", "abc", "abcd", "qwerty", "qwertz", "asdf", "asdfgh", "zxcvbn", "1q2w3e4r5t", "1q2w3e4r", "1q2w3e", "1qaz2wsx", "iloveyou", "whale",
  // Programs whose name is their first password.
  "postgres", "postgresql", "postgre", "pg", "pgadmin", "mysql", "maria", "mariadb", "percona", "mongo", "mongodb", "redis", "valkey", "rabbit", "rabbitmq", "minio", "minioadmin", "grafana", "prometheus", "elastic", "elasticsearch", "es", "kibana", "logstash", "opensearch", "clickhouse", "influx", "influxdb", "neo4j", "couchdb", "couch", "cassandra", "oracle", "mssql",
  "sqlserver", "keycloak", "wordpress", "wp", "drupal", "joomla", "nextcloud", "gitea", "gitlab", "github", "jenkins", "sonar", "sonarqube", "airflow", "superset", "metabase", "vault", "consul", "kafka", "zookeeper", "confluent", "nacos", "odoo", "laravel", "django", "rails", "spring", "flask", "express", "n8n", "zabbix", "nexus", "harbor", "portainer",
  // Whose keys one has to bring along.
  "aws", "azure", "google", "nvidia", "openai", "anthropic", "stripe", "slack", "twilio", "sendgrid", "cloudflare",
];

const KNOWN_WORDS: ReadonlySet<string> = new Set(WORDS);
