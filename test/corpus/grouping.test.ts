import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { groupProjects, isComposeFileName } from "../../packages/core/src/index.js";

const CORPUS = resolve(import.meta.dirname, "../../../shared/corpus");

const paths = readdirSync(CORPUS, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && isComposeFileName(entry.name))
  .map((entry) => relative(CORPUS, join(entry.parentPath, entry.name)))
  .sort();
const contents = new Map<string, Uint8Array | undefined>();
const projects = groupProjects(
  {
    read(path) {
      const absolute = join(CORPUS, path);
      if (!contents.has(path)) contents.set(path, existsSync(absolute) && statSync(absolute).isFile() ? readFileSync(absolute) : undefined);
      return contents.get(path);
    },
  },
  paths,
);
const withFile = (path: string): readonly string[] => projects.filter(({ request }) => request.files.includes(path)).map(({ request, isFragment }) => request.files.join(" + ") + (isFragment ? "?" : ""));

describe("projects of real repositories", () => {
  /** Each was decided by reading the files. */
  const read: readonly (readonly [path: string, projects: readonly string[]])[] = [
    ["DefectDojo__django-DefectDojo/docker-compose.override.dev.yml", ["DefectDojo__django-DefectDojo/docker-compose.yml + DefectDojo__django-DefectDojo/docker-compose.override.dev.yml"]],
    ["Sitecore__docker-examples/custom-images/docker-compose.override.yml", ["Sitecore__docker-examples/custom-images/docker-compose.yml + Sitecore__docker-examples/custom-images/docker-compose.override.yml"]],
    ["coollabsio__coolify/docker-compose.prod.yml", ["coollabsio__coolify/docker-compose.yml + coollabsio__coolify/docker-compose.prod.yml"]],
    ["docker__compose-for-agents/adk/compose.openai.yaml", ["docker__compose-for-agents/adk/compose.yaml + docker__compose-for-agents/adk/compose.openai.yaml"]],
    ["open-telemetry__opentelemetry-demo/compose.agent.yaml", ["open-telemetry__opentelemetry-demo/compose.yaml + open-telemetry__opentelemetry-demo/compose.agent.yaml"]],
    ["ory__hydra/test/e2e/docker-compose.postgres.yml", ["ory__hydra/test/e2e/docker-compose.yml + ory__hydra/test/e2e/docker-compose.postgres.yml"]],
    ["markshust__docker-magento/compose/compose.dev.yaml", ["markshust__docker-magento/compose/compose.yaml + markshust__docker-magento/compose/compose.dev.yaml"]],
    [
      "phongnguyend__Practical.CleanArchitecture/src/Monolith/docker-compose.volumes.yml",
      ["phongnguyend__Practical.CleanArchitecture/src/Monolith/docker-compose.yml + phongnguyend__Practical.CleanArchitecture/src/Monolith/docker-compose.volumes.yml"],
    ],
    ["wodby__docker4drupal/compose.override.yml", ["wodby__docker4drupal/compose.yml + wodby__docker4drupal/compose.override.yml"]],
    ["dunglas__symfony-docker/compose.override.yaml", ["dunglas__symfony-docker/compose.yaml + dunglas__symfony-docker/compose.override.yaml"]],
    // Its base is in the folder above, and is named by the devcontainer configuration alone.
    ["dunglas__symfony-docker/.devcontainer/compose.devcontainer.yaml", ["dunglas__symfony-docker/.devcontainer/compose.devcontainer.yaml?"]],
  ];
  it.each(read)("%s", (path, expected) => {
    expect(paths).toContain(path);
    expect(withFile(path)).toEqual(expected);
  });

  it("leave no default override on its own where its base is beside it", () => {
    const lone = projects.filter(({ request: { files: [main = "", ...others] } }) => others.length === 0 && /^(?:docker-)?compose\.override\.ya?ml$/.test(basename(main)));
    const withBase = lone.filter(({ request: { files: [main = ""] } }) => paths.some((path) => /^(?:docker-)?compose\.ya?ml$/.test(basename(path)) && join(path, "..") === join(main, "..")));
    expect(withBase.map(({ request }) => request.files)).toEqual([]);
  });

  it("name no file twice as their last one", () => {
    const last = projects.map(({ request }) => request.files.at(-1));
    expect(last.length).toBe(new Set(last).size);
  });

  it("are told in numbers", () => {
    const several = projects.filter(({ request }) => request.files.length > 1).length;
    const fragments = projects.filter(({ isFragment }) => isFragment).length;
    console.log(`${String(paths.length)} files, ${String(projects.length)} projects: ${String(several)} of several files, ${String(fragments)} fragments`);
    expect(several).toBeGreaterThan(50);
  });
});
