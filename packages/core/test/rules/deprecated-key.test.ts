import { web } from "./check.js";
import { testRule } from "./table.js";

const external = (resource: string, name: string): string => `Compose warns about \`external: {name: …}\` of ${resource} at every command. Write \`external: true\` and \`name: ${name}\` beside each other.`;

testRule("deprecated-key", {
  reports: [
    ["an external network", `${web("image: x")}networks:\n  n:\n    external:\n      name: proxy\n`, [`6:5-13 warning ${external("the network n", "proxy")}`]],
    ["in flow style", `${web("image: x")}volumes: {v: {external: {name: data}}}\n`, [`4:15-23 warning ${external("the volume v", "data")}`]],
    ["with a variable", `${web("image: x")}secrets: {s: {external: {name: $NAME}}}\n`, [`4:15-23 warning ${external("the secret s", "…")}`]],
    ["swappiness", web("image: x", "mem_swappiness: 60"), ["4:5-19 warning `mem_swappiness` of web is discarded on hosts with cgroup v2, which have no such setting. Take it out, and set memswap_limit to say how much swap there is."]],
    ["no swappiness", web("image: x", "mem_swappiness: 0"), ["4:5-19 warning `mem_swappiness: 0` of web does nothing: Compose takes 0 for not set. Take it out; with memswap_limit equal to the memory limit there is no swap."]],
    ["links", web("image: x", "links: [db, 'db:database', cache]"), ["4:5-10 info `links` of web is a legacy of Docker: db, cache can be reached by name without it. Use `depends_on` for the order of starting, and `aliases` of a network for a second name."]],
    ["a MAC address", web("image: x", "mac_address: 02:42:ac:11:65:43"), ["4:5-16 info Since Docker 25 a MAC address belongs to a network: that of web goes to the first one. Set `mac_address` below the network that it is for."]],
    ["a merged key", `x-base: &base {mem_swappiness: 10}\n${web("image: x", "<<: *base")}`, ["1:16-30 warning"]],
  ],
  accepts: [
    ["external resources", `${web("image: x")}networks: {n: {external: true, name: proxy}}\nvolumes: {v: {external: true}}\n`],
    ["links on the default bridge", web("image: x", "links: [db]", "network_mode: bridge")],
    ["no links", web("image: x", "links: []")],
    ["a MAC address of a network", web("image: x", "networks: {default: {mac_address: 02:42:ac:11:65:43}}")],
    ["a variable that nobody set", web("image: x", "mem_swappiness: $SWAPPINESS")],
    ["what is no container", web("provider: {type: x}", "links: [db]")],
  ],
});
