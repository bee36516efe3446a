import { web } from "./check.js";
import { testRule } from "./table.js";

const told = (image: string, registry: string): string => `warning web runs ${image} from ${registry}, which is not on the list of trusted registries. Take it from one of those, or add it to the list.`;
const only = (...registries: readonly string[]) => ({ options: { registries } });

testRule("trusted-registry", {
  reports: [
    ["another registry", web("image: ghcr.io/acme/web:1"), [`3:12-30 ${told("ghcr.io/acme/web:1", "ghcr.io")}`]],
    ["another registry than the listed one", web('image: "quay.io/acme/web:1"'), ["3:12-32"], only("ghcr.io", "docker.io")],
    ["Docker Hub, by its absence", web("image: nginx:1"), [`3:12-19 ${told("nginx:1", "docker.io")}`], only("ghcr.io")],
    ["another folder of a listed registry", web("image: ghcr.io/acme-fake/web:1"), ["3:12-35"], only("ghcr.io/acme")],
    ["an image that is not official", web("image: acme/web:1"), ["3:12-22"], only("docker.io/library")],
    ["a registry with a port", web("image: localhost:5000/web:1"), ["3:12-32"]],
    ["a host that only ends like a listed one", web("image: evil-example.com/web:1"), ["3:12-34"], only("example.com", "*.example.com")],
    ["everything, where nothing is listed", web("image: nginx:1"), ["3:12-19"], only()],
    ["a default, and a merged image", `x-all: &all {image: "\${R:-quay.io}/acme/web:1"}\n${web("<<: *all")}`, ["1:21-47"]],
    ["flow style and Windows", 'services: {web: {image: "mcr.microsoft.com/windows/nanoserver:1"}}\n', ["1:25-65"]],
  ],
  accepts: [
    ["Docker Hub", `${web("image: nginx:1")}  b: {image: acme/web}\n  c: {image: docker.io/acme/web}\n  d: {image: index.docker.io/library/nginx}\n`],
    ["listed registries", `${web("image: ghcr.io/acme/web:1")}  b: {image: Registry.Example.com/web}\n`, only("ghcr.io", "registry.example.com")],
    ["a listed folder", `${web("image: ghcr.io/acme/web:1")}  b: {image: ghcr.io/acme/deep/web}\n  c: {image: nginx}\n`, only("ghcr.io/acme/", "docker.io/library")],
    ["a wildcard", web("image: eu.registry.example.com/web:1"), only("*.example.com")],
    ["a registry that nobody set", web("image: $REGISTRY/web:1")],
    ["an image that another service builds", web("image: ghcr.io/acme/app:1").concat("  app: {build: ., image: \"ghcr.io/acme/app:1\"}\n")],
    ["an image that is never pulled", web("image: ghcr.io/acme/app:1", "pull_policy: never")],
    ["a name that Docker Hub does not have", web("image: our-app:1"), only("ghcr.io")],
    ["an image that is built here", web("build: .", "image: ghcr.io/acme/web:1")],
    ["no image, and a provider", `${web("restart: always")}  b: {provider: {type: x}, image: ghcr.io/acme/web}\n`],
  ],
});
