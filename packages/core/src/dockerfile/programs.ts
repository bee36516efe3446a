import { shellSteps } from "../compose/values/shell-script.js";
import type { BuildStep, BuiltImage } from "./built-image.js";
import { splitWords } from "./words.js";

/**
 * Whether the steps of an image bring a program that the image below may not have. `unknown` where they do something that is not understood,
 * such as running a script, or take something away again.
 */
export function provisionOf(program: string, { steps }: BuiltImage): "installed" | "absent" | "unknown" {
  const found = steps.map((step) => (step.instruction.keyword === "RUN" ? ofRun(program, step) : ofCopy(program, step)));
  const last = found.findLast((each) => each !== "absent") ?? "absent";
  return last === "installed" || found.every((each) => each === "absent") ? last : "unknown";
}

type Provision = ReturnType<typeof provisionOf>;

function ofRun(program: string, { instruction: { text, words, heredocs } }: BuildStep): Provision {
  const [document] = heredocs;
  // A here-document alone is the script; one for another program is not.
  const script = document ? (/^\d*<<-?\s*\S+$/.test(text) ? document.text : undefined) : text;
  const commands = words ? [words] : script === undefined ? undefined : shellSteps(script.replace(/^#!.*/, ""))?.map((step) => step.words);
  if (!commands) return "unknown";
  const found = commands.map((command) => ofCommand(program, command));
  return found.findLast((each) => each !== "absent") ?? "absent";
}

function ofCommand(program: string, command: readonly string[]): Provision {
  const start = command.findIndex((word) => !IN_FRONT.test(word));
  const words = start === -1 ? [] : command.slice(start);
  const [first = ""] = words;
  const name = first.slice(first.lastIndexOf("/") + 1);
  const verb = INSTALLERS.get(name);
  if (verb) {
    const at = words.findIndex((word) => verb.test(word));
    if (at !== -1) return ofPackages(program, words.slice(at + 1));
  }
  if (words.some((word) => namesProgram(word, program))) return "unknown";
  return verb || HARMLESS.has(name) ? "absent" : "unknown";
}

/** What may stand in front of a program without changing what it is: assignments, `sudo`, and words of the shell. */
const IN_FRONT = /^(?:\w+=.*|sudo|exec|time|if|then|else|elif|fi|do|done|!|\{|\})$/s;

function namesProgram(word: string, program: string): boolean {
  return word.split(/[^\w.+-]+/).includes(program);
}

/** Package managers, with the word that tells them to install. */
const INSTALLERS: ReadonlyMap<string, RegExp> = new Map([
  ...["apt-get", "apt", "aptitude", "dnf", "microdnf", "yum", "tdnf"].map((name) => [name, /^install$/] as const),
  ["zypper", /^in(?:stall)?$/],
  ["apk", /^add$/],
  ["pacman", /^-S\w*$/],
]);

function ofPackages(program: string, words: readonly string[]): Provision {
  const packages = words.filter((word, index) => !word.startsWith("-") && !/^(?:-t|--virtual)$/.test(words[index - 1] ?? "")).map((word) => word.replace(/[=<>~:@].*$/s, ""));
  // What is installed under a name of its own is taken away by that name.
  if (words.some((word) => /^(?:-t|--virtual)\b/.test(word)) && packages.some((name) => isSource(name, program))) return "unknown";
  if (packages.some((name) => isSource(name, program))) return "installed";
  return TOOLS.has(program) && packages.every((name) => WITHOUT_TOOLS.has(name)) ? "absent" : "unknown";
}

function isSource(name: string, program: string): boolean {
  return name === program || (SOURCES.get(program)?.test(name) ?? false);
}

/** Packages that are not called like their program. */
const SOURCES: ReadonlyMap<string, RegExp> = new Map([
  ["nc", /^(?:netcat(?:-openbsd|-traditional)?|nmap-ncat|busybox-extras)$/],
  ["ping", /^(?:iputils|iputils-ping|inetutils-ping)$/],
  ["ps", /^procps(?:-ng)?$/],
  ["pgrep", /^procps(?:-ng)?$/],
  ["pg_isready", /^postgresql\d*-client(?:-\d+)?$/],
  ["redis-cli", /^redis(?:-tools)?$/],
]);

const TOOLS: ReadonlySet<string> = new Set(["curl", "wget", "nc"]);

/**
 * Packages that bring neither curl, wget nor netcat, by dependency or by recommendation; measured on Debian 13. Those of Alpine depend on
 * less. Many others that one would not think of do, such as `gettext` and `libvips-dev`.
 */
const WITHOUT_TOOLS: ReadonlySet<string> = new Set([
  "apt-transport-https", "autoconf", "automake", "bash", "build-base", "build-essential", "bzip2", "ca-certificates", "cmake", "cron", "default-libmysqlclient-dev", "default-mysql-client", "dnsutils", "dumb-init", "ffmpeg",
  "file", "fontconfig", "fonts-liberation", "freetype-dev", "g++", "gcc", "gdal-bin", "ghostscript", "git", "gnupg", "gnupg2", "gosu", "graphviz", "gzip", "icu-dev", "icu-libs", "imagemagick", "iproute2", "iputils-ping", "jpeg-dev", "jq",
  "less", "libc-dev", "libc6-compat", "libffi-dev", "libgdal-dev", "libgl1", "libglib2.0-0", "libicu-dev", "libjpeg-dev", "libmagic1", "libmariadb-dev", "libonig-dev", "libpng-dev", "libpq", "libpq-dev", "libsm6", "libssl-dev", "libtool",
  "libxext6", "libxml2-dev", "libxslt1-dev", "libyaml-dev", "libzip-dev", "linux-headers", "locales", "lsb-release", "make", "mariadb-client", "mariadb-dev", "musl-dev", "musl-tools", "nano", "net-tools", "nginx", "nodejs", "npm",
  "openssh-client", "openssl", "openssl-dev", "patch", "pkg-config", "pkgconf", "poppler-utils", "postgresql-client", "postgresql-dev", "procps", "python3", "python3-dev", "python3-pip", "python3-venv", "redis-tools", "rsync", "sqlite3",
  "su-exec", "sudo", "supervisor", "tar", "tesseract-ocr", "tini", "tzdata", "unzip", "vim", "xz-utils", "zip", "zlib-dev", "zlib1g-dev",
]);

/** Programs that bring no others. Package managers of languages bring only what is written in theirs. */
const HARMLESS: ReadonlySet<string> = new Set([
  "", "[", ":", "a2dismod", "a2enmod", "addgroup", "adduser", "bun", "bundle", "cargo", "cat", "cd", "chgrp", "chmod", "chown", "composer", "corepack", "cp", "deluser", "docker-php-ext-configure", "docker-php-ext-enable", "docker-php-ext-install",
  "dotnet", "echo", "export", "find", "gem", "git", "go", "gradle", "grep", "groupadd", "groupmod", "id", "ldconfig", "ln", "locale-gen", "ls", "mkdir", "mv", "mvn", "node", "npm", "npx", "pecl", "php", "pip", "pip3", "pipenv", "pnpm", "poetry",
  "printf", "pwd", "python", "python3", "rm", "sed", "set", "setcap", "sleep", "test", "touch", "true", "umask", "update-ca-certificates", "useradd", "usermod", "uv", "yarn",
]);

/** Files that are copied to where programs are may be the program, folders may hold it. */
function ofCopy(program: string, { instruction: { text, words } }: BuildStep): Provision {
  const paths = words ?? splitWords(text);
  const target = paths.at(-1) ?? "";
  const isForPrograms = PROGRAMS.test(target);
  const isSuspect = (path: string): boolean => namesProgram(path, program) || (isForPrograms && (/(?:^|\/)(?:\.|s?bin|usr|local|root|rootfs|)$|[*?$]|\.(?:tar|t[gx]z|zip)\b/.test(path.replace(/\/+$/, "")) || target === "/"));
  return paths.some((path, index) => (index === paths.length - 1 ? namesProgram(path, program) : isSuspect(path))) ? "unknown" : "absent";
}

/** The root, and the folders that programs are looked for in. */
const PROGRAMS = /^\/(?:$|(?:usr\/?(?:local\/?)?)?(?:s?bin(?:\/|$)|$))|\$/;
