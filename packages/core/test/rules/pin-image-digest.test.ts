import { web } from "./check.js";
import { testRule } from "./table.js";

const digest = `sha256:${"0".repeat(64)}`;
const told = (image: string): string => `warning web runs whatever ${image} names at the next pull: a tag can be moved, by its publisher or by whoever gets hold of the account. Add the digest behind it (@sha256:…).`;

testRule("pin-image-digest", {
  reports: [
    ["a version", web("image: nginx:1.27.3"), [`3:12-24 ${told("nginx:1.27.3")}`]],
    ["a version of a registry with a port", web('image: "registry.example.com:5000/app:2.1"'), [`3:12-47 ${told("registry.example.com:5000/app:2.1")}`]],
    ["a default", web("image: nginx:${TAG:-1.27.3}"), [`3:12-32 ${told("nginx:1.27.3")}`]],
    ["a tag of .env", web("image: nginx:$TAG"), ["3:12-22"], { env: "TAG=1.27.3" }],
    ["a merged image", `x-all: &all {image: "nginx:1.27.3"}\n${web("<<: *all")}`, ["1:21-35"]],
    ["flow style, Windows, and a job", 'services: {web: {image: "nginx:1.27.3", platform: windows, restart: "no"}}\n', ["1:25-39"]],
  ],
  accepts: [
    ["a digest", web(`image: nginx@${digest}`)],
    ["a tag with its digest", web(`image: nginx:1.27.3@${digest}`)],
    ["no tag, and moving tags, which `pin-image-tag` reports", `${web("image: nginx")}  b: {image: "nginx:latest"}\n  c: {image: "nginx:stable-alpine"}\n`],
    ["a tag that nobody set", web("image: nginx:$TAG")],
    ["an image that nobody set", web("image: $IMAGE")],
    ["an image that another service builds", web("image: acme/app:1").concat("  app: {build: ., image: \"acme/app:1\"}\n")],
    ["an image that is never pulled", web("image: acme/app:1", "pull_policy: never")],
    ["a name that Docker Hub does not have", web("image: our-app:1.2.3")],
    ["an image that is built here", web("build: .", "image: acme/app:1.2.3")],
    ["no image", web("restart: always")],
    ["a provider", web("provider: {type: cloud}", "image: nginx:1.27.3")],
  ],
});
