import { describe, expect, it } from "vitest";
import { dropsAllCapabilities, grantsCapability } from "../../../src/compose/model/capabilities.js";
import { hostMountsOf } from "../../../src/compose/model/host-mount.js";
import { firstService, projectOf, serviceOf } from "./service-of.js";

describe("what a container has of the host", () => {
  it.each([
    ["/etc:/x:ro", "/etc read-only"],
    ["/etc/../root/:/x", "/root writable"],
    ["/var/run/docker.sock:/x", "/run/docker.sock writable"],
    ["//var/run:/x", "/run writable"],
    ["~:/x", "~ writable"],
    ["~/.ssh/:/x:ro", "~/.ssh read-only"],
    ["$HOME/.aws:/x:ro", "~/.aws read-only"],
    ["${HOME}:/x", "~ writable"],
    ["${HOME:-/root}/.ssh:/x", "/root/.ssh writable"],
    ["$HOMEPAGE/x:/x", ""],
    ["$HOME/$NAME:/x", ""],
    ["$DATA:/x", ""],
    ["./etc:/x", "etc writable"],
    ["data:/x", ""],
    ["/x", ""],
  ])("%s", (volume, expected) => {
    expect(shown(`services: {a: {image: x, volumes: ["${volume}"]}}\n`)).toBe(expected);
  });

  it.each([
    ["the long syntax", "services: {a: {image: x, volumes: [{type: bind, source: '${HOME}/.kube', target: /x, read_only: true}]}}\n", "~/.kube read-only"],
    ["a volume that is a bind mount", "services: {a: {image: x, volumes: ['etc:/x']}}\nvolumes: {etc: {driver: local, driver_opts: {type: none, o: 'ro,bind', device: /etc}}}\n", "/etc writable"],
    ["another driver", "services: {a: {image: x, volumes: ['etc:/x']}}\nvolumes: {etc: {driver: nfs, driver_opts: {o: bind, device: /etc}}}\n", ""],
    ["a network share", "services: {a: {image: x, volumes: ['nfs:/x']}}\nvolumes: {nfs: {driver_opts: {type: nfs, o: addr=10.0.0.1, device: ':/etc'}}}\n", ""],
  ])("%s", (_title, text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  function shown(text: string): string {
    const project = projectOf(text);
    return hostMountsOf(project, firstService(project)).map(({ hostPath, access }) => `${hostPath} ${access}`).join(", ");
  }
});

describe("the capabilities of root", () => {
  it.each([
    ["image: x", "NET_RAW", true],
    ["image: x", "SYS_ADMIN", false],
    ["cap_add: [CAP_SYS_ADMIN]", "SYS_ADMIN", true],
    ["cap_add: [all]", "SYS_ADMIN", true],
    ["cap_add: [ALL], cap_drop: [sys_admin]", "SYS_ADMIN", false],
    ["cap_add: [ALL], cap_drop: [ALL]", "SYS_ADMIN", true],
    ["cap_drop: [all]", "CHOWN", false],
    ["cap_drop: [ALL], cap_add: [chown]", "CHOWN", true],
    ["cap_drop: [CHOWN]", "CHOWN", false],
    ["cap_drop: [CHOWN], cap_add: [CHOWN]", "CHOWN", true],
    ["cap_drop: [$C]", "CHOWN", undefined],
    ["cap_add: [$C]", "SYS_ADMIN", undefined],
    ["privileged: true, cap_drop: [ALL]", "SYS_ADMIN", true],
    ["privileged: $P", "SYS_ADMIN", undefined],
  ])("%s: %s", (keys, capability, expected) => {
    expect(grantsCapability(serviceOf(keys), capability)).toBe(expected);
  });

  it.each([
    ["cap_drop: [NET_RAW, all]", true],
    ["cap_drop: [ALL, $C]", true],
    ["cap_drop: [$C]", undefined],
    ["cap_drop: [NET_RAW]", false],
    ["image: x", false],
  ])("%s drops all", (keys, expected) => {
    expect(dropsAllCapabilities(serviceOf(keys))).toBe(expected);
  });
});
