/** A server of Debian, set up like an image, and what has to be tried with it. */
export interface Server {
  /** As in `results.md`. */
  readonly name: string;
  /** Debian's packages; the first one is the server, whose version is told. */
  readonly packages: readonly string[];
  /** The server itself, where Debian has it not but Maven Central has: `group:artifact:version`. Then the packages are what it runs on. */
  readonly jars?: readonly string[];
  /** The release of Debian, where it is not the one that most official images are built on. */
  readonly release?: Release;
  /** A script for what the Dockerfile does before it installs them: users with their numbers. */
  readonly before?: string;
  /** A script for what it does afterwards, as far as it matters here: folders, owners, modes, configuration, entrypoint. */
  readonly after?: string;
  /** Whether the steps run with the shell and the applets of BusyBox, as on Alpine. */
  readonly applets?: boolean;
  /** Which lines of the image's sources the scripts stand for. */
  readonly standsFor: string;
  /** What the image declares. */
  readonly image: ImageConfiguration;
  /** Compose files with one service, by what is particular about them. Our fixer hardens them, and then they have to work. */
  readonly services: Readonly<Record<string, string>>;
  /** Others that have to fail however they are hardened, because of what is known about the image. */
  readonly failing?: Readonly<Record<string, string>>;
  /** What the fix writes to be sure, and what is not missed here. Everything else that it adds has to be missed. */
  readonly worksWithout?: readonly Spared[];
  /** Seconds until it is taken for hanging. */
  readonly startsWithin?: number;
  /** Seconds until the first probe, where an early one does harm. Docker waits for five. */
  readonly probedAfter?: number;
  /** A script that succeeds if it serves; run in the container at every start. */
  readonly serves: string;
  /** Scripts that write something after the first start, and find it after the second one. */
  readonly data?: { readonly write: string; readonly read: string };
  /** The healthcheck, where neither our fix nor the catalogue has one. */
  readonly probe?: readonly string[];
  /** With what it ends when it stops in good order, if not with 0. */
  readonly endsWith?: number;
}

export type Release = "trixie" | "sid";

/** What `docker image inspect` shows under Config. */
export interface ImageConfiguration {
  readonly user?: string;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly workingDirectory?: string;
  readonly volumes?: readonly string[];
  readonly stopSignal?: string;
}

export interface Spared {
  /** Capabilities or paths. */
  readonly what: readonly string[];
  /** The services of which this is true; all of them where it is absent. */
  readonly in?: readonly string[];
  readonly because: string;
}

/** A script that succeeds if a page is there, with nothing but bash. */
export function getsPage(port: number, path = "/"): string {
  return `bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port} && printf "GET ${path} HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n" >&3 && head -n 1 <&3 | grep -q " 200 "'`;
}

/** A line for `after` that writes a file with a content of ours. */
export function writes(path: string, content: string, mode = "644"): string {
  return `mkdir -p "$(dirname ${path})"; cat > ${path} <<'END'\n${content}END\nchmod ${mode} ${path}\n`;
}
