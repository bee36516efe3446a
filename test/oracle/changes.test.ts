import { describe, expect, it } from "vitest";
import { append, remove, rename, set, type Operation } from "../../packages/core/src/compose/operation.js";
import type { Plain } from "../../packages/core/src/compose/plain.js";
import { changesBetween, unplannedAmong, unseenAmong } from "./changes.js";
import { planOf } from "./plan.js";

const MODEL = { services: { web: { image: "web", ports: [{ target: 80 }, { target: 443 }] }, db: { image: "db", environment: { A: "1" } } } };

const places = (after: Plain): readonly string[] => changesBetween(MODEL, after).map(({ path }) => path.join("."));

describe("places at which models differ", () => {
  it.each<[string, Plain, readonly string[]]>([
    ["none", structuredClone(MODEL), []],
    ["a value, and a key that is gone", { services: { web: { ...MODEL.services.web, image: "nginx" }, db: { image: "db" } } }, ["services.web.image", "services.db.environment.A"]],
    ["keys of a mapping that is new", { services: { ...MODEL.services, db: { ...MODEL.services.db, logging: { driver: "local", options: {} } } } }, ["services.db.logging.driver", "services.db.logging.options"]],
    ["an item that changes", { services: { ...MODEL.services, web: { image: "web", ports: [{ target: 80 }, { target: 444 }] } } }, ["services.web.ports.1.target"]],
    ["an item that goes", { services: { ...MODEL.services, web: { image: "web", ports: [{ target: 443 }] } } }, ["services.web.ports.0"]],
  ])("%s", (_, after, expected) => {
    expect(places(after)).toEqual(expected);
  });
});

describe("changes and operations", () => {
  const changes = changesBetween(MODEL, { services: { web: { image: "web", ports: [{ target: 80 }] }, db: { image: "db", env: { A: "1" } } } });
  const shorten = remove(["services", "web", "ports", 1]);
  const rewrite = rename(["services", "db", "environment"], "env");
  it.each<[string, readonly Operation[], readonly string[], readonly Operation[]]>([
    ["all planned, all seen", [shorten, rewrite], [], []],
    ["a change that nobody planned", [shorten], ["services.db.environment.A", "services.db.env.A"], []],
    ["an operation that changed nothing", [shorten, rewrite, append(["services", "db", "cap_drop"], "ALL")], [], [append(["services", "db", "cap_drop"], "ALL")]],
    ["a name that only begins alike", [rewrite, set(["services", "web", "port"], "80")], ["services.web.ports.1"], [set(["services", "web", "port"], "80")]],
  ])("%s", (_, operations, unplanned, unseen) => {
    expect(unplannedAmong(changes, operations).map(({ path }) => path.join("."))).toEqual(unplanned);
    expect(unseenAmong(operations, changes)).toEqual(unseen);
  });
});

describe("fixes as an override", () => {
  const db = ["services", "db"];
  const dropFirst = remove(["services", "web", "ports", 0]);
  const bindSecond = (index: number): Operation => set(["services", "web", "ports", index, "host_ip"], "$ip");
  it.each<[string, readonly (readonly Operation[])[], string]>([
    ["a new key, and one that goes", [[set([...db, "user"], 1), remove([...db, "image"])]], '{"services": {"db": {"user": 1, "image": !reset null}}}'],
    ["a part of a mapping: all of it", [[remove([...db, "environment", "A"])]], '{"services": {"db": {"environment": !override {}}}}'],
    ["a part of a list: all of it, as the paths were before the pass", [[dropFirst, bindSecond(1)]], '{"services": {"web": {"ports": !override [{"target":443,"host_ip":"$$ip"}]}}}'],
    ["another pass, in which paths are others", [[dropFirst], [bindSecond(0)]], '{"services": {"web": {"ports": !override [{"target":443,"host_ip":"$$ip"}]}}}'],
    ["nothing that changes anything", [[remove(["version"])]], "{}"],
  ])("%s", (_, passes, expected) => {
    expect(planOf(MODEL, passes.map((operations, pass) => ({ pass, operations })))).toBe(expected);
  });
});
