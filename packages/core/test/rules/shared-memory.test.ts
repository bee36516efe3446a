import { web } from "./check.js";
import { testRule } from "./table.js";

const selenium = (...more: readonly string[]): string => web("image: selenium/standalone-chrome:4.25.0", ...more);
const postgres = (...more: readonly string[]): string => web("image: postgres:17", ...more);
const unsafe = { unsafe: true };
const withPostgres = { options: { postgres: true } };

testRule("shared-memory", {
  reports: [
    ["a browser", selenium(), ["2:3-6 info web runs a browser with 64 MB of shared memory, Docker's default: when they are full, pages crash. Set shm_size, to 2g for a start."]],
    ["a node of a grid", web("image: selenium/node-firefox:${TAG:-4.25.0}"), ["2:3-6 info web runs a browser"]],
    ["Chromium", web("image: lscr.io/linuxserver/chromium:latest"), ["2:3-6 info web runs Chromium"]],
    ["Frigate", web("image: ghcr.io/blakeblackshear/frigate:stable"), ["2:3-6 info web runs Frigate with 64 MB of shared memory, Docker's default: when they are full, it ends with a bus error. Set shm_size, to 512m for a start."]],
    ["GitLab", web("image: gitlab/gitlab-ce:18.2.8-ce.0"), ["2:3-6 info web runs GitLab"]],
    ["a job as well", selenium('restart: "no"'), ["2:3-6 info web runs a browser"]],
    ["a stack", selenium("deploy: {mode: global}"), ["2:3-6 info web runs a browser with 64 MB of shared memory, Docker's default: when they are full, pages crash. A stack has no shm_size: mount a tmpfs of 2g on /dev/shm."]],
    ["PostgreSQL, where asked for", postgres(), ["2:3-6 info web runs PostgreSQL with 64 MB of shared memory, Docker's default: when they are full, large queries fail with `could not resize shared memory segment`. Set shm_size, to 256m for a start."], withPostgres],
    ["an image built on it", web("image: postgis/postgis:17-3.5"), ["2:3-6 info web runs PostgreSQL"], withPostgres],
    ["flow style", "services: {web: {image: 'gitlab/gitlab-ee:18.2.8-ee.0'}}\n", ["1:12-15 info web runs GitLab"]],
  ],
  accepts: [
    ["a size", selenium("shm_size: 2g")],
    ["a number of bytes", selenium("shm_size: 1000000000")],
    ["a size that nobody set", selenium("shm_size: $SIZE")],
    ["a merged size", `x-all: &all {shm_size: 2g}\n${web("<<: *all", "image: selenium/standalone-chrome:4.25.0")}`],
    ["the host's", selenium("ipc: host")],
    ["that of the host, mounted", selenium("volumes: ['/dev/shm:/dev/shm']")],
    ["a tmpfs", selenium("tmpfs: ['/dev/shm:size=2g']")],
    ["a tmpfs in long syntax", selenium("volumes: [{type: tmpfs, target: /dev/shm, tmpfs: {size: 2147483648}}]")],
    ["a mount that nobody set", selenium("volumes: ['$SHARE']")],
    ["what has no browser", web("image: selenium/hub:4.25.0")],
    ["what starts browsers in containers of their own", web("image: selenium/node-docker:4.25.0")],
    ["an image of one's own", web("build: .", "image: selenium/standalone-chrome:4.25.0")],
    ["PostgreSQL", postgres()],
    ["PostgreSQL that keeps it elsewhere", postgres("command: postgres -c dynamic_shared_memory_type=mmap"), withPostgres],
    ["its client tools", postgres("command: [pg_dump, -h, db]"), withPostgres],
    ["other data stores", web("image: mysql:8.4"), withPostgres],
    ["a fragment", web("restart: always")],
    ["Windows", selenium("platform: windows")],
    ["a provider", web("provider: {type: cloud}", "image: selenium/standalone-chrome:4.25.0")],
  ],
  fixes: [
    ["nothing without being asked", selenium(), selenium()],
    ["in block style", selenium("init: true # reaps"), selenium("init: true # reaps", "shm_size: 2g"), unsafe],
    ["in flow style", "services: {web: {image: 'gitlab/gitlab-ce:18.2.8-ce.0'}}\n", "services: {web: {image: 'gitlab/gitlab-ce:18.2.8-ce.0', shm_size: '256m'}}\n", unsafe],
    ["within a larger memory limit", selenium("mem_limit: 4g"), selenium("shm_size: 2g", "mem_limit: 4g"), unsafe],
    ["nothing within a memory limit that it would fill", selenium("mem_limit: 2g"), selenium("mem_limit: 2g"), unsafe],
    ["nothing within a memory limit that nobody set", selenium("mem_limit: $LIMIT"), selenium("mem_limit: $LIMIT"), unsafe],
    ["nothing in a stack", selenium("deploy: {mode: global}"), selenium("deploy: {mode: global}"), unsafe],
  ],
});
