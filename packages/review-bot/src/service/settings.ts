import { PRESETS, type Preset } from "@compose-lint/core";
import { explainSystemError, printable, Trouble } from "@compose-lint/workspace";

/** How the service is set up. */
export interface Settings {
  readonly appId: number;
  /** PEM, as GitHub gives it. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** `https://api.github.com`, or that of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  readonly host: string;
  readonly port: number;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  /** Empty for what a lint run goes by. */
  readonly presets: readonly Preset[];
  /** Reviews that run at the same time. */
  readonly parallelJobs: number;
  /** How long a review may take. */
  readonly jobSeconds: number;
  /** How much memory a review may use for its objects, in MiB. */
  readonly jobMemory: number;
  /** Pull requests that change more files are not reviewed. */
  readonly mostChangedFiles: number;
  /** How long to wait before each try after the first. */
  readonly retryMinutes: readonly number[];
  /** How far back pull requests are looked up at the start. */
  readonly catchUpHours: number;
  /** How long running reviews may go on after a signal to stop. */
  readonly stopSeconds: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** More would tell what was asked and answered, and so what files hold. */
const LOG_LEVELS = ["info", "warn", "error"] as const;

/**
 * Reads the settings from variables of the environment; secrets come from files that these name.
 * @throws Trouble if one is missing or makes no sense.
 */
export function readSettings(environment: Environment, readText: (path: string) => string): Settings {
  const { text, number, numbers, secret } = reader(environment, readText);
  const appId = number("APP_ID", undefined, 1, Number.MAX_SAFE_INTEGER);
  const level = LOG_LEVELS.find((each) => each === text("LOG_LEVEL", "info"));
  if (!level) throw new Trouble(`LOG_LEVEL: choose from ${LOG_LEVELS.join(", ")}.`);
  const privateKey = secret("PRIVATE_KEY_FILE", "the private key of the App");
  if (!/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(privateKey)) throw new Trouble("PRIVATE_KEY_FILE: the file holds no private key. GitHub gives one as a .pem file, in the settings of the App.");
  return {
    appId,
    privateKey,
    webhookSecret: secret("WEBHOOK_SECRET_FILE", "the webhook secret of the App"),
    apiUrl: url("GITHUB_API_URL", text("GITHUB_API_URL", "https://api.github.com")),
    host: text("HOST", "127.0.0.1"),
    port: number("PORT", 3000, 0, 65_535),
    logLevel: level,
    presets: text("PRESETS", "").split(",").filter((name) => name !== "").map(knownPreset),
    parallelJobs: number("PARALLEL_JOBS", 2, 1, 64),
    jobSeconds: number("JOB_SECONDS", 300, 1, 3_600),
    jobMemory: number("JOB_MEMORY", 512, 64, 16_384),
    mostChangedFiles: number("MOST_CHANGED_FILES", 1_000, 1, 3_000),
    retryMinutes: numbers("RETRY_MINUTES", "1,10,60", 24 * 60),
    catchUpHours: number("CATCH_UP_HOURS", 72, 0, 24 * 365),
    stopSeconds: number("STOP_SECONDS", 20, 0, 3_600),
  };
}

function reader(environment: Environment, readText: (path: string) => string): { readonly text: (name: string, otherwise: string) => string; readonly number: (name: string, otherwise: number | undefined, least: number, most: number) => number; readonly numbers: (name: string, otherwise: string, most: number) => readonly number[]; readonly secret: (name: string, what: string) => string } {
  const text = (name: string, otherwise: string): string => {
    const value = environment[name]?.trim() ?? "";
    return value === "" ? otherwise : value;
  };
  return {
    text,
    number(name, otherwise, least, most) {
      const value = text(name, otherwise === undefined ? "" : String(otherwise));
      if (value === "") throw new Trouble(`${name} is not set; it is a number.`);
      if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most) throw new Trouble(`${name}: '${printable(value)}' is no whole number from ${String(least)} to ${String(most)}.`);
      return Number(value);
    },
    numbers(name, otherwise, most) {
      return text(name, otherwise).split(",").map((value) => {
        if (!/^\d+(?:\.\d+)?$/.test(value) || Number(value) > most) throw new Trouble(`${name}: '${printable(value)}' is no number up to ${String(most)}; write it as in ${otherwise}.`);
        return Number(value);
      });
    },
    secret(name, what) {
      const path = text(name, "");
      if (path === "") throw new Trouble(`${name} is not set; it names a file with ${what}.`);
      const content = readOr(path, readText, (why) => new Trouble(`${name}: ${printable(path)} cannot be read: ${why}.`)).trim();
      if (content === "") throw new Trouble(`${name}: ${printable(path)} is empty; it holds ${what}.`);
      return content;
    },
  };
}

function readOr(path: string, readText: (path: string) => string, trouble: (why: string) => Trouble): string {
  try {
    return readText(path);
  } catch (error) {
    throw trouble(explainSystemError(error));
  }
}

function url(name: string, value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) throw new Trouble(`${name}: '${printable(value)}' is no address, such as https://github.example.org/api/v3.`);
  return value.replace(/\/+$/, "");
}

function knownPreset(name: string): Preset {
  const preset = PRESETS.find((each) => each === name);
  if (!preset) throw new Trouble(`PRESETS: there is no preset '${printable(name)}'; choose from ${PRESETS.join(", ")}.`);
  return preset;
}
