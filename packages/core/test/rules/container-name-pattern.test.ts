import { web } from "./check.js";
import { testRule } from "./table.js";

const refused = (name: string, service = "web"): string => `Docker does not create ${service}: \`${name}\` is no name for a container. Use at least two of letters, digits, \`_\`, \`.\` and \`-\`, and begin with a letter or a digit.`;
const named = (name: string): string => web("image: a", `container_name: ${name}`);

testRule("container-name-pattern", {
  reports: [
    ["a blank", named("my shop"), [`4:21-28 error ${refused("my shop")}`]],
    ["a colon", named("nginx:latest"), [`4:21-33 error ${refused("nginx:latest")}`]],
    ["what begins with a sign", named("_shop"), [`4:21-26 error ${refused("_shop")}`]],
    ["a letter alone", named("a"), [`4:21-22 error ${refused("a")}`]],
    ["letters that are none to Docker", named("müller"), [`4:21-27 error ${refused("müller")}`]],
    ["a default", named("${NAME:-my shop}"), [`4:21-37 error ${refused("my shop")}`]],
    ["a value of .env", named("${NAME}"), [`4:21-28 error ${refused("my shop")}`], { env: "NAME=my shop\n" }],
    ["a Windows container", web("image: a", "isolation: hyperv", "container_name: my shop"), [`5:21-28 error ${refused("my shop")}`]],
  ],
  accepts: [
    ["what Docker accepts", named("shop_1.web-2")],
    ["capital letters", named("Shop")],
    ["a slash in front", named("/shop")],
    ["a variable that nobody set", named("my shop ${NAME}")],
    ["a provider", web("provider: {type: a}", "container_name: my shop")],
    ["no name", web("image: a", 'container_name: ""')],
    ["names of other things", `${web("image: a", "hostname: my shop")}volumes: {data: {name: my data}}\n`],
  ],
  fixes: [
    ["in block style", named("my shop # ours"), named("my-shop # ours")],
    ["in flow style", 'services: {web: {image: a, container_name: "shop@home!"}}\n', 'services: {web: {image: a, container_name: "shop-home"}}\n'],
    ["what begins with a sign", named("_shop"), named("shop")],
    ["with one dash for several signs", named("my - shop (old)"), named("my-shop-old")],
    ["not a variable without its sign", named("'shop-{TAG:-latest}'"), named("'shop-{TAG:-latest}'")],
    ["not what would be too short", named("a"), named("a")],
    ["not what another container is called", `${named("my shop")}  api: {image: b, container_name: my-shop}\n`, `${named("my shop")}  api: {image: b, container_name: my-shop}\n`],
    ["not a variable", named("${NAME:-my shop}"), named("${NAME:-my shop}")],
  ],
});
