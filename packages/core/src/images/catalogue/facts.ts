import type { Role } from "./role.js";

/**
 * How a fact is known. `ran`: the server was started like that. `read`: it stands in the image's Dockerfile or script. `documented`: its
 * makers or users say so. `inferred`: it follows from something else, or is generally believed.
 */
export type Confidence = "ran" | "read" | "documented" | "inferred";

/** What a fact rests on. */
export interface Grounds {
  readonly confidence: Confidence;
  /** Files with their lines, documents, issues, runs. */
  readonly evidence: readonly string[];
  /** The day on which the sources said so. */
  readonly asOf: string;
  /** The latest run. */
  readonly ran?: { readonly date: string; readonly version: string };
}

/** Something known, how it is known, and what else is to be said of it. */
export type Fact<T> = T & Grounds & { readonly note?: string };

/** Whom a container starts as. */
export type StartUser = { readonly starts: "root" } | { readonly starts: "own"; readonly name?: string; readonly uid?: number; readonly gid?: number };

/** Whom a start as root ends as: nobody else, the server with all it starts, or only the workers of a parent that stays root. */
export type Drop =
  | { readonly who: "nobody" }
  | { readonly who: "everything" | "workers"; readonly to: string; readonly uid?: number; readonly gid?: number; readonly by: string };

/**
 * When a capability is needed. `foreign-data`: for data folders that belong to somebody else, such as a bind mount of root's. `some-setups`:
 * where a service is set up in a certain way. `option`: for something that few ask of the image.
 */
export type Occasion = "every-start" | "first-start" | "later-starts" | "probe" | "stop" | "foreign-data" | "some-setups" | "option";

/** A capability that an image needs, and when. */
export interface Need {
  readonly capability: string;
  /** Others that do as well. */
  readonly or?: readonly string[];
  readonly when: readonly Occasion[];
  /** Where this one is surer than that the list is complete. */
  readonly confidence?: Confidence;
  /** Also where the container starts as another user: a file has this capability, or sudo is used. */
  readonly everyUser?: boolean;
  /** The rest of a sentence: "SETUID, because …". */
  readonly because: string;
}

export interface Capabilities {
  /** Everything that a start as the image's own user needs; none if it needs none. */
  readonly needs: readonly Need[];
  /** What happens where the needed ones are dropped, as the rest of a sentence: "it …". */
  readonly without?: string;
  readonly noNewPrivileges?: "harmless" | "harmful";
}

export interface ExposedPort {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** A folder of what must not be lost. */
export interface DataFolder {
  readonly path: string;
  /** Whether the image declares it a volume. */
  readonly declared: boolean;
  /** The variable that names another place for what is kept there. */
  readonly variable?: string;
}

/** A folder beside the data that is written to, and the tmpfs that it takes on a read-only root. */
export interface WrittenPath {
  readonly path: string;
  /** What is written there, as the rest of a sentence: "its …". */
  readonly holds: string;
  readonly size?: string;
  /** In octal. A tmpfs has the mode of the folder that it hides, and 1777 where there is none. */
  readonly mode?: string;
  readonly uid?: number;
  readonly gid?: number;
  /** Programs are started from there; a tmpfs is `noexec` by itself. */
  readonly exec?: boolean;
}

export interface Files {
  /** Whether it runs on a read-only root, with its data and all of `writes` mounted. */
  readonly readOnlyRoot: "works" | "fails" | "unknown";
  readonly writes?: readonly WrittenPath[];
}

export interface Stop {
  /** What the image asks for, or SIGTERM. */
  readonly signal: string;
  /** What other signals make it do, as the rest of a sentence: "it …". */
  readonly others?: Readonly<Record<string, string>>;
  /** What to wait before killing it. */
  readonly gracePeriod?: string;
  readonly because?: string;
}

export interface FirstProcess {
  /** What is process 1 once the server runs. */
  readonly program: string;
  /** Whether a command of the service becomes process 1: what stands in front hands over. */
  readonly handsOver: boolean;
  /** The init that the image has in front, if any. */
  readonly init?: "tini" | "dumb-init" | "s6-overlay" | "s6" | "docker-init";
  readonly model?: string;
}

export interface Tools {
  /** What `sh` is. `none`: there is nothing but the image's own program. */
  readonly shell?: "dash" | "bash" | "ash" | "none";
  readonly present?: readonly string[];
  readonly absent?: readonly string[];
}

export interface Probe {
  /** As in `healthcheck.test`. `${NAME:-default}` stands for a variable of the service. */
  readonly test: readonly string[];
  readonly interval?: string;
  readonly timeout?: string;
  readonly startPeriod?: string;
  /** When it fails although the server is well, as a sentence. */
  readonly doubt?: string;
}

export interface Secrets {
  /** Variables that hold a credential. */
  readonly credentials?: readonly string[];
  /** Those that may be read from a file instead; `*` stands for anything. */
  readonly fromFile?: readonly string[];
  /** What the variable with the path is called: `*_FILE`. */
  readonly fileVariable?: string;
}

export interface FirstStart {
  /** What it may well take until it serves, cautiously. */
  readonly takes?: string;
  /** Whether a server that only listens on its socket runs meanwhile. */
  readonly temporaryServer?: boolean;
}

export interface Memory {
  /** Shared memory beyond Docker's 64 MB, as `shm_size` takes it. */
  readonly shared?: string;
  /** What needs it, as the rest of a sentence: "it runs …". */
  readonly sharedBy?: string;
  /** What happens when it is full, as the rest of a sentence: "when it is full, …". */
  readonly without?: string;
  /** Whether only some setups need it. */
  readonly seldom?: boolean;
  /** Variables of which its start script makes the size of the heap, the one that goes before the others first. */
  readonly heapVariables?: readonly string[];
}

export interface Processes {
  /** How many processes and threads it has to be allowed, as `pids_limit` takes it. */
  readonly limit: number;
  readonly because: string;
}

/**
 * What in an image gives more rights to whoever starts it. Known only where the whole of its Dockerfile was read, and what the packages in it
 * bring along.
 */
export interface Elevation {
  /** Programs with setuid, setgid or capabilities of their file, beyond those that come with every Debian, Ubuntu and Alpine. */
  readonly programs: readonly string[];
}

export interface Maintenance {
  readonly state: "archived" | "frozen" | "moved";
  /** The name that takes its place. */
  readonly instead?: string;
}

/** All that may be known of an image. What is absent is not known. */
export interface Facts {
  readonly user?: Fact<StartUser>;
  readonly drop?: Fact<Drop>;
  /** A value of `user` with which it runs and needs no capability. */
  readonly otherUser?: Fact<{ readonly user: string }>;
  readonly capabilities?: Fact<Capabilities>;
  readonly ports?: Fact<{ readonly exposed: readonly ExposedPort[] }>;
  readonly data?: Fact<{ readonly folders: readonly DataFolder[] }>;
  readonly files?: Fact<Files>;
  readonly stop?: Fact<Stop>;
  readonly pid1?: Fact<FirstProcess>;
  readonly tools?: Fact<Tools>;
  readonly healthcheck?: Fact<{ readonly declared: boolean }>;
  readonly probe?: Fact<Probe>;
  readonly secrets?: Fact<Secrets>;
  readonly firstStart?: Fact<FirstStart>;
  readonly memory?: Fact<Memory>;
  readonly processes?: Fact<Processes>;
  readonly elevation?: Fact<Elevation>;
  readonly maintenance?: Fact<Maintenance>;
}

/** The facts that an image can have. */
export type FactName = keyof Facts;

export const FACT_NAMES = [
  "user", "drop", "otherUser", "capabilities", "ports", "data", "files", "stop", "pid1", "tools", "healthcheck", "probe", "secrets", "firstStart", "memory", "processes", "elevation", "maintenance",
] as const satisfies readonly FactName[];

/** Under which keys of a service the facts are true. */
export interface Invocation {
  /** What `command` may begin with; `any` where it only gives arguments, or where the facts do not depend on it. */
  readonly commands?: "any" | readonly string[];
  /** Whether a command that begins with an option goes to the server too. */
  readonly options?: boolean;
  /** Variables that change facts. */
  readonly variables?: Readonly<Record<string, readonly FactName[]>>;
  /** Places that change facts when something is mounted there, above or below. */
  readonly mounts?: Readonly<Record<string, readonly FactName[]>>;
  /** Whether it has nothing to do when nobody says what: an image of a shell or an interpreter. */
  readonly idle?: boolean;
}

/** What is known of one image: its family's facts, with the changes of its variants. */
export interface ImageFacts {
  readonly family: string;
  /** Who made what. */
  readonly about: string;
  /** Where its Dockerfile is. */
  readonly source: string;
  readonly role?: Role;
  /** The variants that its tag names. */
  readonly variants: readonly string[];
  /** The image that the facts are of, where this one is only built on it. */
  readonly builtOn?: string;
  readonly invocation: Invocation;
  readonly facts: Facts;
  /** Where other versions keep their data, if the tag does not tell the version: it may be an older image that was pulled long ago. */
  readonly otherFolders: readonly DataFolder[];
}
