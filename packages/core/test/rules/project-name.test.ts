import { describe, expect, it } from "vitest";
import { loadProject } from "../../src/compose/load.js";
import { lintProject } from "../../src/engine/lint.js";
import { only, web } from "./check.js";
import { testRule } from "./table.js";

const unnamed = "The project has no `name`: it is called like its folder, and in a folder of another name Compose starts a second one beside it. Add the name that it runs under as `name: …` at the top.";

testRule("project-name", {
  reports: [
    ["a project without a name", web("image: a"), [`1:1-10 info ${unnamed}`]],
    ["a project with volumes", `${web("image: a", "volumes: ['data:/a']")}volumes: {data: }\n`, [`1:1-10 info ${unnamed.replace("beside it", "with new, empty volumes")}`]],
    ["in flow style", "services: {web: {image: a}}\n", [`1:1-28 info ${unnamed}`]],
    ["once for several documents", `${web("image: a")}---\n${web("tty: true")}`, [`1:1-10 info ${unnamed}`]],
    ["other variables", web("image: a"), [`1:1-10 info ${unnamed}`], { env: "PROJECT=shop\n" }],
  ],
  accepts: [
    ["a name", `name: shop\n${web("image: a")}`],
    ["a name from a variable that nobody set", `name: \${SHOP}\n${web("image: a")}`],
    ["a name in .env", web("image: a"), { env: "COMPOSE_PROJECT_NAME=shop\n" }],
    ["a name in another document", `${web("image: a")}---\nname: shop\n`],
    ["a fragment", web("tty: true")],
    ["a file that includes what is not known", `include: ["https://example.com/shop.git"]\n${web("image: a")}`],
    ["a stack", web("image: a", "deploy: {placement: {constraints: [node.role == manager]}}")],
    ["a file without services", "volumes: {data: }\n"],
  ],
});

describe("project-name", () => {
  const read = (path: string): string | undefined => (path === "shop/compose.yaml" ? web("image: a") : undefined);
  const found = (request: Parameters<typeof loadProject>[1]): readonly string[] => lintProject(loadProject({ read }, request), only(["project-name"])).diagnostics.map(({ message }) => message);

  it("tells the name of a folder", () => {
    expect(found("shop/compose.yaml")).toEqual(["The project has no `name`: it is called `shop` like its folder, and in a folder of another name Compose starts a second one beside it. Add `name: shop` at the top if it runs under that."]);
  });

  it("accepts a file that may be laid over another one", () => {
    const text = web("image: a");
    expect(lintProject(loadProject({ read: (path) => (path === "shop/extra.yaml" ? text : undefined) }, "shop/extra.yaml"), only(["project-name"])).diagnostics).toEqual([]);
  });

  it("accepts a name on the command line", () => {
    expect(found({ files: ["shop/compose.yaml"], projectName: "shop" })).toEqual([]);
  });
});
