import { web } from "./check.js";
import { testRule } from "./table.js";

const needless = (mount: string, service = "web"): string => `The mount ${mount} of ${service} is in quotes that YAML does not need, and hides those that do something. Take the quotes off.`;
const volumes = (...lines: readonly string[]): string => web("image: a", "volumes:", ...lines.map((line) => `  - ${line}`));

testRule("volume-quotes", {
  reports: [
    ["quotes of either kind", volumes('"./a:/a"', "'data:/b:ro'", "./c:/c"), [`5:9-17 info ${needless("./a:/a")}`, `6:9-21 info ${needless("data:/b:ro")}`]],
    ["an anonymous volume", volumes('"/data"'), [`5:9-16 info ${needless("/data")}`]],
    ["a variable, known or not", volumes('"${DATA}:/a"', '"${OTHER:-./b}:/b"'), [`5:9-21 info ${needless("${DATA}:/a")}`, `6:9-27 info ${needless("${OTHER:-./b}:/b")}`]],
    ["in flow style", web("image: a", 'volumes: ["./a:/a"]'), [`4:15-23 info ${needless("./a:/a")}`]],
    ["what is shared, for each service", `x-v: &v ["./a:/a"]\nservices:\n  web: {image: a, volumes: *v}\n  api: {image: a, volumes: *v}\n`, [`1:10-18 info ${needless("./a:/a")}`, `1:10-18 info ${needless("./a:/a", "api")}`]],
  ],
  accepts: [
    ["no quotes", volumes("./a:/a", "data:/b:ro")],
    ["quotes around what would be a comment or a key", volumes('"./a #1:/a"', '"./a: b:/a"')],
    ["quotes around what begins like something else", volumes('"@data:/a"', '"*:/a"', "'[a]:/a'")],
    ["quotes around variables between brackets", web("image: a", 'volumes: ["${DATA}:/a", "./a:/b:ro,z"]')],
    ["JSON", '{"services": {"web": {"image": "a", "volumes": ["./a:/a"]}}}\n'],
    ["the long syntax", volumes('{type: bind, source: "./a", target: "/a"}')],
    ["definitions", `${volumes("data:/a")}volumes: {data: {name: "data"}}\n`],
    ["a tag", volumes('!!str "./a:/a"')],
    ["other texts in quotes", web('image: "a"', 'tmpfs: ["/tmp"]')],
  ],
  fixes: [
    ["in block style", volumes('"./a:/a" # ours', "'data:/b:ro'"), volumes("./a:/a # ours", "data:/b:ro")],
    ["in flow style", web("image: a", 'volumes: ["./a:/a", "b:/b"]'), web("image: a", "volumes: [./a:/a, b:/b]")],
    ["a variable", volumes('"${DATA:-./a}:/a"'), volumes("${DATA:-./a}:/a")],
    ["escapes and doubled quotes", volumes('"./a\\u0062:/a"', "'./it''s:/b'"), volumes("./ab:/a", "./it's:/b")],
    ["on one line", volumes('"./a:\n          /a"'), volumes('"./a:\n          /a"')],
    ["where it is shared", `x-v: &v ["./a:/a"]\nservices:\n  web: {image: a, volumes: *v}\n  api: {image: a, volumes: *v}\n`, `x-v: &v [./a:/a]\nservices:\n  web: {image: a, volumes: *v}\n  api: {image: a, volumes: *v}\n`],
  ],
});
