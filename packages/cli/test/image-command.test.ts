import { lintProject, loadProject, presetConfiguration, type Diagnostic, type Project } from "@compose-lint/core";
import { knownImages, type Facts, type Grounds } from "@compose-lint/core/images";
import { describe, expect, it } from "vitest";
import { Trouble } from "@compose-lint/workspace";
import { tellOfImage } from "../src/image-command.js";

interface Told {
  readonly image: string;
  readonly family: string;
  readonly facts: Facts;
  readonly compose: string;
}

const show = (...words: readonly string[]): string => tellOfImage(["image", ...words], () => ({ color: false }));
const tell = (image: string): Told => JSON.parse(show(image, "--format", "json")) as Told;
const load = (text: string): Project => loadProject({ read: (path) => (path === "compose.yaml" ? text : undefined) }, { files: ["compose.yaml"] });

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;

describe("the hardened service", () => {
  const TAGS = ["", ":alpine", ":7", ":17.2-alpine", ":latest", `@${DIGEST}`, `:2@${DIGEST}`];
  const NAMES = knownImages().map((name) => name.replace("*", "redis"));

  /** What rules ask for, by the key that has it; it is left out only where the image is not known well enough. */
  const ASKED: Readonly<Record<string, RegExp>> = {
    "drop-capabilities": /^ {4}cap_drop:/m,
    "no-new-privileges": /^ {4}security_opt:/m,
    "read-only-rootfs": /^ {4}read_only:/m,
    "non-root-user": /^ {4}user:/m,
    healthcheck: /^ {4}healthcheck:/m,
    "stop-grace-period": /^ {4}stop_grace_period:/m,
    "shared-memory": /^ {4}shm_size:/m,
  };
  const NOT_OF_THE_IMAGE = /^(?:pids-limit|project-name|pin-image-(?:tag|digest)|restart-policy|log-rotation|(?:cpu|memory)-limit|oom-score|no-default-credentials|deprecated-image)$/;

  function isWrong({ rule }: Diagnostic, { facts, compose }: Told): boolean {
    if (NOT_OF_THE_IMAGE.test(rule)) return false;
    if (rule === "stateful-volume") return facts.data !== undefined;
    return ASKED[rule]?.test(compose) ?? true;
  }

  it.each(NAMES)("of %s loads, and has what strict asks for, as far as the image is known", (name) => {
    for (const tag of TAGS) {
      const told = tell(name + tag);
      const project = load(told.compose);
      expect(project.problems, told.compose).toEqual([]);
      expect(project.services.map(({ image }) => image?.known === true && image.value), told.compose).toEqual([name + tag]);
      const wrong = lintProject(project, presetConfiguration("strict", "style")).diagnostics.filter((diagnostic) => isWrong(diagnostic, told));
      expect(wrong.map(({ rule, message }) => `${rule}: ${message}`), told.compose).toEqual([]);
    }
  });

  it.each(NAMES)("of %s rests on what is known, and on nothing that is only believed", (name) => {
    for (const tag of TAGS) {
      const { facts, compose } = tell(name + tag);
      const { user, otherUser, capabilities, data, files, probe, healthcheck, stop } = facts;
      const isKnown = (fact: { readonly confidence: string } | undefined): boolean => fact !== undefined && fact.confidence !== "inferred";
      const has = (key: string): boolean => new RegExp(`^ {4}${key}:`, "m").test(compose);
      expect({ read_only: has("read_only"), healthcheck: has("healthcheck"), volumes: has("volumes"), privileges: has("security_opt"), stop: has("stop_grace_period") }, compose).toEqual({
        read_only: isKnown(files) && isKnown(data) && files?.readOnlyRoot === "works",
        healthcheck: isKnown(probe) && healthcheck?.declared !== true,
        volumes: isKnown(data) && data?.folders.length !== 0,
        privileges: isKnown(capabilities) && capabilities?.noNewPrivileges === "harmless",
        stop: isKnown(stop) && stop?.gracePeriod !== undefined,
      });
      if (isKnown(capabilities)) expect(has("cap_drop"), compose).toBe(true);
      else if (!has("user") && user?.starts !== "own") expect(has("cap_drop"), compose).toBe(false);
      if (!isKnown(otherUser)) expect(has("user"), compose).toBe(false);
    }
  });

  it("runs as another user where that was tried, and then needs no capability", () => {
    expect(tell("postgres:17").compose).toBe(`services:
  postgres:
    image: postgres:17
    # On a named volume, or on data that belongs to it; a volume that is fresh keeps the owner of the
    # image's folder. A user without an entry in /etc/passwd fails on a fresh named volume
    user: "999:999"
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/postgres_password
    secrets:
      - postgres_password
    volumes:
      - postgres-data:/var/lib/postgresql/data
    healthcheck:
      # Over the socket it is green while the scripts of the first start still run (1.4 s against 9.7 s).
      # It needs no password
      test: ["CMD", "pg_isready", "-q", "-h", "127.0.0.1", "-U", "postgres", "-d", "postgres"]
    # It writes out everything it holds in memory; the Dockerfile itself calls 10 seconds too short and 90
    # sometimes not enough
    stop_grace_period: 90s
    read_only: true # A user without an entry in /etc/passwd needs /tmp as well
    tmpfs:
      - /run/postgresql:size=16m,uid=999,gid=999 # socket and lock file
    cap_drop:
      - ALL # another user than root holds none
    security_opt:
      - no-new-privileges=true
    shm_size: 256m # documented, not run. Parallel queries exchange rows through /dev/shm

volumes:
  postgres-data:

secrets:
  postgres_password:
    file: ./secrets/postgres_password.txt # whoever the container runs as has to be able to read it
`);
  });

  it("adds back the capabilities of an image that stays root, each with its reason", () => {
    expect(tell("nginx:1.27").compose).toContain(`    cap_drop:
      - ALL
    cap_add:
      - CHOWN # at every start: nginx gives the folders of its cache to the workers
      - SETGID # at every start: the workers leave root's group
      - SETUID # at every start: the workers become nginx
    security_opt:
      - no-new-privileges=true
`);
  });

  it("gives no capability that Docker withholds, where one that it gives does as well", () => {
    const { compose } = tell(`valkey/valkey@${DIGEST}`);
    expect(compose).toContain("- DAC_OVERRIDE\n");
    expect(compose).not.toContain("- DAC_READ_SEARCH");
  });

  it("marks what is only documented, and says what is left out", () => {
    expect(tell("grafana/grafana:12").compose).toContain(`    healthcheck:
      # documented, not run
      test: ["CMD-SHELL", "wget -q -O /dev/null http://127.0.0.1:3000/api/health || exit 1"]
`);
    expect(tell("mongo:8").compose).toContain("    # Left out: read_only, because it is only believed where the image writes.\n");
    expect(tell("mongo:8").compose).not.toMatch(/^ {4}read_only/m);
  });

  it("gives every folder of data a volume of its own", () => {
    expect(tell("confluentinc/cp-zookeeper:7.4.0").compose).toContain("      - cp-zookeeper-var-lib-zookeeper-data:/var/lib/zookeeper/data\n      - cp-zookeeper-var-lib-zookeeper-log:/var/lib/zookeeper/log\n");
  });
});

describe("what is known of an image", () => {
  it("is told in plain words, with what it rests on", () => {
    const shown = show("library/redis:8");
    expect(shown).toMatch(/^library\/redis:8\nRedis, the official image\. Role: cache\. https:\/\/github\.com\/redis\/docker-library-redis\n/);
    expect(shown).toContain("\nstart user: it starts as root.\n  read 2026-");
    expect(shown).toMatch(/\nread-only root: it works with it; beside its data it writes nothing\.\n {2}ran 2026-\d\d-\d\d with Redis [^:]+: run rd/);
    expect(shown).toContain("\ncapabilities: SETUID at every start, because setpriv makes redis of root; ");
    expect(shown).toContain("\nA hardened service, of nothing that is only believed:\n\nservices:\n  redis:\n    image: library/redis:8\n");
  });

  it("has every fact, with its evidence", () => {
    for (const name of knownImages()) {
      const image = name.replace("*", "redis");
      const shown = show(image);
      for (const fact of Object.values(tell(image).facts as Readonly<Record<string, Grounds>>)) expect(shown).toContain((fact.evidence[0] ?? "").trim().replace(/\s+/g, " ").replace(/\.$/, ""));
      expect(shown).not.toContain("undefined");
    }
  });

  it.each([
    ["docker.io/library/postgres:16", "postgres"],
    ["mirror.gcr.io/library/postgres:16", "postgres"],
    [`quay.io/keycloak/keycloak:26@${DIGEST}`, "keycloak"],
    ["lscr.io/linuxserver/sonarr", "linuxserver"],
    ["postgres:${POSTGRES_VERSION:-16}", "postgres"],
    ["${REGISTRY:-docker.io}/library/postgres:16", "postgres"],
  ])("%s is an image of %s", (image, family) => {
    expect(tell(image)).toMatchObject({ image, family });
    expect(load(tell(image).compose).services).toHaveLength(1);
  });

  it("is of the variant that the tag names", () => {
    expect(show("postgres:17-alpine")).toContain("\nBy its tag it is: up to 17, alpine.\n");
    expect(show("pgvector/pgvector:pg16")).toContain("\nIt is built on postgres, of which the facts are.\n");
  });

  it("may be nothing for some tags", () => {
    const shown = show("golang:1.25-windowsservercore-ltsc2022");
    expect(shown).toContain("\nOf this tag, nothing is known.\n");
    expect(shown).toContain("\n    # Left out: cap_drop, because it is not known what the image needs.\n");
  });

  it.each([
    { words: ["postgers"], sentence: "nothing is known of the image 'postgers'.\n  (Did you mean postgres?)" },
    { words: ["registry.example.com/team/postgres:16"], sentence: "nothing is known of the image 'registry.example.com/team/postgres:16'.\n  (Did you mean postgres?)" },
    { words: ["ghcr.io/acme/qqq"], sentence: "nothing is known of the image 'ghcr.io/acme/qqq'." },
    { words: ["${IMAGE}"], sentence: "which image '${IMAGE}' is depends on a variable that has no default." },
    { words: ["${IMAGE:?}"], sentence: "which image '${IMAGE:?}' is depends on a variable that has no default." },
    { words: [""], sentence: "'' is no name of an image." },
    { words: ["postgres 17"], sentence: "'postgres 17' is no name of an image." },
    { words: ["postgres\u001b[31m"], sentence: "'postgres\ufffd[31m' is no name of an image." },
    { words: ["postgres:${"], sentence: "'postgres:${'" },
  ])("$words: says what is wrong", ({ words, sentence }) => {
    expect(() => show(...words)).toThrow(Trouble);
    expect(() => show(...words)).toThrow(sentence);
  });

  it("has colours where they are wanted, and the same words", () => {
    const colored = tellOfImage(["image", "postgres:17"], () => ({ color: true }));
    expect(colored).toContain("\u001b[1mcapabilities:\u001b[22m");
    expect(colored.replaceAll(/\u001b\[\d+m/g, "")).toBe(show("postgres:17"));
  });

  it("keeps to the width of a terminal, but for what is to be copied", () => {
    const [facts = ""] = tellOfImage(["image", "postgres:17"], () => ({ color: false, width: 80 })).split("A hardened service");
    expect(Math.max(...facts.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });
});
