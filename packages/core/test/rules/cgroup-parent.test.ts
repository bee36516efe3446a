import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const app = (...lines: readonly string[]): string => web("image: ghcr.io/acme/app", ...lines);
const elsewhere = (parent: string): string => `warning web runs in the control group ${parent}, past the limits that the host has for its containers together. Remove cgroup_parent unless the host has that group for it.`;
const noSlice = (parent: string): string =>
  `warning web asks for the control group ${parent}. Where systemd keeps the groups, as by default with cgroup v2, Docker refuses any name but that of a .slice; elsewhere the limits of all containers do not hold for it. Remove cgroup_parent.`;

testRule("cgroup-parent", {
  reports: [
    ["a slice", app("cgroup_parent: batch.slice"), [`4:5-18 ${elsewhere("batch.slice")}`]],
    ["another name", app("cgroup_parent: m-executor-abcd"), [`4:5-18 ${noSlice("m-executor-abcd")}`]],
    ["a path", app("cgroup_parent: /batch"), [`4:5-18 ${noSlice("/batch")}`]],
    ["a default", app("cgroup_parent: ${GROUP:-batch.slice}"), [`4:5-18 ${elsewhere("batch.slice")}`]],
    ["a value of .env", app("cgroup_parent: $GROUP"), [`4:5-18 ${elsewhere("batch.slice")}`], { env: "GROUP=batch.slice" }],
    ["an alias", `x-g: &g batch.slice\n${app("cgroup_parent: *g")}`, [`5:5-18 ${elsewhere("batch.slice")}`]],
    ["a merge key", `x-g: &g {cgroup_parent: batch.slice}\n${app("<<: *g")}`, [`1:10-23 ${elsewhere("batch.slice")}`]],
    ["a fragment", web("cgroup_parent: batch.slice"), [`3:5-18 ${elsewhere("batch.slice")}`]],
    ["a service of a profile", app("profiles: [batch]", "cgroup_parent: batch.slice"), [`5:5-18 ${elsewhere("batch.slice")}`]],
  ],
  accepts: [
    ["no such key", app()],
    ["an empty value", app('cgroup_parent: ""')],
    ["null", app("cgroup_parent:")],
    ["what nobody set", app("cgroup_parent: $GROUP")],
    ["a swarm, which ignores it", app("cgroup_parent: batch.slice", "deploy: {update_config: {order: start-first}}")],
    ["Windows", app("platform: windows", "cgroup_parent: batch.slice")],
    ["a provider", web("provider: {type: cloud}", "cgroup_parent: batch.slice")],
  ],
  fixes: [
    ["nothing without being asked", app("cgroup_parent: batch.slice"), app("cgroup_parent: batch.slice")],
    ["in block style", app("cgroup_parent: batch.slice", "init: true"), app("init: true"), unsafe],
    ["in flow style", "services: {web: {image: app, cgroup_parent: /batch}}\n", "services: {web: {image: app}}\n", unsafe],
  ],
});
