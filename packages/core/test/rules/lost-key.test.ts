import { web } from "./check.js";
import { testRule } from "./table.js";

const changed = (key: string, written: string, arrives: string, read = "a number", owner = "web"): string => `${key} of ${owner} is written ${written} but arrives as ${arrives}: without quotes it is ${read}. Put it in quotes.`;
const dropped = (key: string, mapping = "environment", owner = "web"): string =>
  `Compose drops ${key} from \`${mapping}\` of ${owner}: it takes every key that begins with \`x-\` for an extension. Write \`${mapping}\` as a list, "- ${key}=…".`;

testRule("lost-key", {
  reports: [
    ["a trailing zero", web("image: x", "environment:", "  RELEASE: 1.10"), [`5:16-20 error ${changed("RELEASE", "1.10", "1.1")}`]],
    ["a whole number as fraction", web("image: x", "labels: {v: 1.0}"), [`4:17-20 error ${changed("v", "1.0", "1")}`]],
    ["a leading zero", web("image: x", "environment: {MODE: 0755}"), [`4:25-29 error ${changed("MODE", "0755", "493")}`]],
    ["a zero that is not octal", web("image: x", "environment: {N: 08}"), [`4:22-24 error ${changed("N", "08", "8")}`]],
    ["a large number", web("image: x", "environment: {N: 20000000.0}"), [`4:22-32 error ${changed("N", "20000000.0", "2e+07")}`]],
    ["a date", web("image: x", "environment: {SINCE: 2020-01-01}"), [`4:26-36 error ${changed("SINCE", "2020-01-01", "2020-01-01 00:00:00 +0000 UTC", "a date")}`]],
    ["an underscore", web("image: x", "environment: {N: 1_000}"), [`4:22-27 warning ${changed("N", "1_000", "1000")}`]],
    ["a hexadecimal number", web("image: x", "environment: {N: 0x1F}"), [`4:22-26 warning ${changed("N", "0x1F", "31")}`]],
    ["an exponent", web("image: x", "environment: {N: 1e3}"), [`4:22-25 warning ${changed("N", "1e3", "1000")}`]],
    ["a truth value in capitals", web("image: x", "environment: {DEBUG: True}"), [`4:26-30 warning ${changed("DEBUG", "True", "true", "a truth value")}`]],
    ["a credential, without its value", web("image: x", "environment: {DB_PASSWORD: 012345}"), ["4:32-38 error DB_PASSWORD of web does not arrive as it is written: without quotes it is a number. Put it in quotes."]],
    ["a build argument", web("build: {context: ., args: {PYTHON: 3.10}}"), [`3:40-44 error ${changed("PYTHON", "3.10", "3.1")}`]],
    ["an option of a volume", `${web("image: x")}volumes: {data: {driver_opts: {v: 1.50}}}\n`, [`4:35-39 error ${changed("v", "1.50", "1.5", "a number", "the volume data")}`]],
    ["an option of the log", web("image: x", "logging: {options: {max-file: 03}}"), [`4:35-37 error ${changed("max-file", "03", "3")}`]],
    ["a hook's variable", web("image: x", "post_start: [{command: a, environment: {V: 1.10}}]"), [`4:48-52 error ${changed("V", "1.10", "1.1")}`]],
    ["a shared value, for every user", `x-env: &env {V: 1.10}\nservices:\n  a: {image: x, environment: *env}\n  b: {image: x, environment: {<<: *env}}\n`, ["1:17-21 error V of a", "1:17-21 error V of b"]],
    ["an extension that is a variable", web("image: x", "environment:", "  x-debug: 1", "  B: 2"), [`5:7-14 error ${dropped("x-debug")}`]],
    ["an extension that is a label", web("image: x", "labels: {x-a: b}"), [`4:14-17 error ${dropped("x-a", "labels")}`]],
    ["an extension that is an option", `${web("image: x")}networks: {n: {driver_opts: {x-a: b}}}\n`, [`4:30-33 error ${dropped("x-a", "driver_opts", "the network n")}`]],
    ["a volume of one letter", `${web("image: x", "volumes: ['d:/data']")}volumes: {d: }\n`, ['4:15-24 error web does not get the volume d: Compose reads "d:/data" as a path on the Windows drive D. Give the volume a longer name, or write {type: volume, source: d, target: /data}.']],
    ["a volume of one letter with options", web("image: x", "volumes: ['d:/data:ro']"), ["4:15-27 error web does not get the volume d"]],
  ],
  accepts: [
    ["numbers that print as they are written", web("image: x", "environment: {A: 1, B: 0.5, C: -3, D: 2.25, E: 0}")],
    ["lower-case truth values", web("image: x", "environment: {A: true, B: false}")],
    ["quoted values", web("image: x", "environment: {A: '1.10', B: \"0755\"}")],
    ["the list form", web("image: x", "environment: [A=1.10, x-debug=1]")],
    ["nothing", web("image: x", "environment: {A: , B: ~, C: null}")],
    ["variables", web("image: x", "environment: {A: $X, B: '${Y:-1.10}'}")],
    ["text with numbers", web("image: x", "environment: {A: 1.10.2, B: 1.10-alpine, C: 12:30}")],
    ["a tag", web("image: x", "environment: {A: !!str 1.10}")],
    ["a number where a number is wanted", web("image: x", "cpus: 1.50", "mem_limit: 1073741824")],
    ["extensions in their place", `x-a: 1\n${web("image: x", "x-note: a", "build: {context: ., x-b: c}")}`],
    ["a Windows path", web("image: x", "volumes: ['c:/data:/data', 'd:/x']")],
    ["a volume of one letter in the long form", `${web("image: x", "volumes: [{type: volume, source: d, target: /data}]")}volumes: {d: }\n`],
    ["a Windows container", `${web("image: x", "platform: windows", "volumes: ['d:/data']")}volumes: {d: }\n`],
    ["an extension that went through a list", `${web("image: x", "environment: {x-debug: 1}")}---\n${web("environment: {B: 2}")}`],
  ],
  fixes: [
    ["in block style", web("image: x", "environment:", "  A: 1.10 # release", "  B: 5"), web("image: x", "environment:", '  A: "1.10" # release', "  B: 5")],
    ["in flow style, in the quotes of the file", web("image: 'x'", "labels: {a: 'b', v: 1.0}"), web("image: 'x'", "labels: {a: 'b', v: '1.0'}")],
    ["where it is shared", "x-env: &env {V: 1.10}\nservices:\n  a: {image: x, environment: *env}\n  b: {image: x, environment: *env}\n", 'x-env: &env {V: "1.10"}\nservices:\n  a: {image: x, environment: *env}\n  b: {image: x, environment: *env}\n'],
    ["not the notation of a number", web("image: x", "environment: {N: 1_000, B: True}"), web("image: x", "environment: {N: 1_000, B: True}")],
    ["the notation of a number, if asked", web("image: x", "environment: {N: 1_000, B: True}"), web("image: x", 'environment: {N: "1_000", B: "True"}'), { unsafe: true }],
    ["several at once", `${web("image: x", "environment: {A: 1.10, B: 010}")}volumes: {d: {driver_opts: {v: 1.50}}}\n`, `${web("image: x", 'environment: {A: "1.10", B: "010"}')}volumes: {d: {driver_opts: {v: "1.50"}}}\n`],
  ],
});
