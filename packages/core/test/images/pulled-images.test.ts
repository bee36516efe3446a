import { describe, expect, it } from "vitest";
import { isPulled } from "../../src/images/pulled-images.js";
import { projectOf } from "../compose/model/service-of.js";

describe("images that a registry may serve", () => {
  const rows: readonly (readonly [name: string, service: string, pulled: boolean])[] = [
    ["an official image", "image: nginx", true],
    ["an official image in full", "image: docker.io/library/nginx:1", true],
    ["an official image that is no longer made", "image: centos:7", true],
    ["the image of a user", "image: acme/web", true],
    ["a short name of another registry", "image: registry.example.com/web", true],
    ["a name that nobody set", "image: $IMAGE", true],
    ["a name that Docker Hub does not have", "image: our-web:1", false],
    ["a name that Docker Hub does not have, in full", "image: docker.io/library/our-web", false],
    ["a build", "{image: acme/web, build: .}", false],
    ["what another service builds", 'image: "acme/app:latest"', false],
    ["another tag of what another service builds", 'image: "acme/app:1"', true],
    ["what is never pulled", "{image: nginx, pull_policy: never}", false],
    ["a provider", "{image: nginx, provider: {type: x}}", false],
  ];
  it.each(rows)("%s", (_name, service, pulled) => {
    const project = projectOf(`services:\n  web: ${service.startsWith("{") ? service : `{${service}}`}\n  app: {build: ., image: acme/app}\n`);
    const web = project.services.find(({ name }) => name === "web");
    expect(web && isPulled(project, web)).toBe(pulled);
  });
});
