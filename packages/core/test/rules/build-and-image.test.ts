import { web } from "./check.js";
import { testRule } from "./table.js";

const told = (image: string): string => `info \`docker compose up\` takes ${image} from this machine or from the registry, and builds web only if neither has it. Write \`pull_policy: build\` to build it, or \`pull_policy: missing\` to pull it.`;

testRule("build-and-image", {
  reports: [
    ["both", web("build: .", "image: acme/web:1.2.3"), [`4:5-10 ${told("acme/web:1.2.3")}`]],
    ["the long syntax", web("image: acme/web:1.2.3", "build:", "  context: ."), ["3:5-10"]],
    ["flow style", "services: {web: {build: ., image: 'acme/web:1'}}\n", ["1:28-33"]],
    ["an image that nobody set", web("build: .", "image: $IMAGE"), [`4:5-10 ${told("its image")}`]],
    ["an image by default", web("build: .", "image: '${IMAGE:-acme/web}:1'"), [`4:5-10 ${told("acme/web:1")}`]],
    ["a merged image", `x-all: &all {image: "acme/web:1"}\n${web("<<: *all", "build: .")}`, ["1:14-19"]],
    ["Windows", web("platform: windows", "build: .", "image: acme/web:1"), ["5:5-10"]],
  ],
  accepts: [
    ["one of them", `${web("build: .")}  b: {image: "acme/web:1"}\n`],
    ["a policy", `${web("build: .", "image: acme/web:1", "pull_policy: build")}  b: {build: ., image: "acme/b:1", pull_policy: missing}\n  c: {build: ., image: "acme/c:1", pull_policy: $POLICY}\n`],
    ["a provider", web("provider: {type: cloud}", "build: .", "image: acme/web:1")],
  ],
});
