import { web } from "./check.js";
import { testRule } from "./table.js";

const digest = `sha256:${"0".repeat(64)}`;
const moving = (image: string, tag: string): string => `warning The tag "${tag}" of ${image} moves: web may run another version after the next pull. Name a version.`;
const untagged = (image: string): string => `warning web runs ${image}:latest, whatever that is at the next pull. Name a version.`;

testRule("pin-image-tag", {
  reports: [
    ["no tag", web("image: nginx"), [`3:12-17 ${untagged("nginx")}`]],
    ["no tag behind a registry's port", web("image: registry.example.com:5000/team/app"), [`3:12-46 ${untagged("registry.example.com:5000/team/app")}`]],
    ["latest in quotes", web('image: "nginx:latest"'), [`3:12-26 ${moving("nginx", "latest")}`]],
    ["latest in capitals", web("image: nginx:LATEST"), [`3:12-24 ${moving("nginx", "LATEST")}`]],
    ["the tag of a branch", web("image: ghcr.io/acme/app:main"), [`3:12-33 ${moving("ghcr.io/acme/app", "main")}`]],
    ["a flavour of a moving tag", web("image: nginx:stable-alpine"), [`3:12-31 ${moving("nginx", "stable-alpine")}`]],
    ["a moving default", web("image: nginx:${TAG:-latest}"), [`3:12-32 ${moving("nginx", "latest")}`]],
    ["a moving tag of .env", web("image: nginx:$TAG"), [`3:12-22 ${moving("nginx", "edge")}`], { env: "TAG=edge" }],
    ["a merged image", `x-all: &all {image: nginx}\n${web("<<: *all")}`, [`1:21-26 ${untagged("nginx")}`]],
    ["an alias", `x-image: &image nginx\n${web("image: *image")}`, [`1:17-22 ${untagged("nginx")}`]],
    ["flow style, and Windows", "services: {web: {image: nginx, platform: windows}}\n", [`1:25-30 ${untagged("nginx")}`]],
    ["a job as well", web("image: nginx", 'restart: "no"'), [`3:12-17 ${untagged("nginx")}`]],
  ],
  accepts: [
    ["a version", web("image: nginx:1.27.3")],
    ["a version of a flavour", web("image: nginx:1.27-alpine")],
    ["a commit of a branch", web("image: ghcr.io/acme/app:main-3f2c1d0")],
    ["a digest", web(`image: nginx@${digest}`)],
    ["a digest beside a moving tag", web(`image: nginx:latest@${digest}`)],
    ["a tag that nobody set", web("image: nginx:$TAG")],
    ["a tag that must be set", web("image: nginx:${TAG:?set it}")],
    ["a version by default", web("image: nginx:${TAG:-1.27.3}")],
    ["an image that another service builds", web("image: acme/app").concat("  app: {build: ., image: \"acme/app:latest\"}\n")],
    ["an image that is never pulled", web("image: acme/app", "pull_policy: never")],
    ["a name that Docker Hub does not have", web("image: web").concat("  app: {image: \"our-app:latest\"}\n")],
    ["an image that is built here", web("build: .", "image: acme/app:latest")],
    ["a fragment", web("restart: always")],
    ["a provider", web("provider: {type: cloud}", "image: nginx")],
  ],
});
