import { describe, expect, test } from "vitest";
import { findings, web } from "./check.js";
import { testRule } from "./table.js";

const cut = (operator: string, key = "command"): string => `\`${key}\` of web ends at its first \`${operator}\`: Compose starts no shell, and drops the rest without a word. Write it as \`["sh", "-c", "…"]\`.`;

testRule("command-operators", {
  reports: [
    ["two commands", web("image: node", "command: npm ci && npm start"), [`4:14-33 error ${cut("&&")}`]],
    ["an entrypoint", web("image: node", "entrypoint: a; b"), [`4:17-21 error ${cut(";", "entrypoint")}`]],
    ["a pipe", web("image: node", 'command: "a | b"'), [`4:14-21 error ${cut("|")}`]],
    ["an alternative", web("image: node", "command: a || b"), [`4:14-20 error ${cut("||")}`]],
    ["a redirection", web("image: node", "command: run 2>> /log"), [`4:14-26 error ${cut(">>")}`]],
    ["a hook", web("image: node", "post_start:", "  - command: a && b"), [`5:18-24 error ${cut("&&", "post_start[0].command")}`]],
    ["a command of watch", web("image: node", "develop: {watch: [{path: ., action: sync+exec, target: /x, exec: {command: a; b}}]}"), [`4:80-84 error ${cut(";", "develop.watch[0].exec.command")}`]],
    ["the & of a URL", web("image: curl", "command: curl http://x/?a=1&b=2"), ["4:14-36 error `command` of web ends at its first `&`: Compose takes the sign for a shell operator, and drops the rest without a word. Put the word in quotes."]],
    ["a placeholder", web("image: caddy", "command: caddy --from <YOUR-HOST> --to web"), ["4:14-47 error `command` of web ends at its first `<`: Compose takes the sign"]],
    ["a shell as entrypoint", web("image: alpine", "entrypoint: [/bin/sh, -ec]", "command: |", "  a > b", "  c"), ["5:14-15 error `command` of web ends at its first `>`: Compose starts no shell, and drops the rest without a word. Write it as a list with one item."]],
    ["a folded text", web("image: node", "command: >-", "  npm ci", "  && npm start"), ["4:14-16 error"]],
    ["an operator beside a variable", web("image: node", "command: a $X && b"), [`4:14-23 error ${cut("&&")}`]],
    ["a default with an operator", web("image: node", 'command: "${RUN:-a; b}"'), [`4:14-28 error ${cut(";")}`]],
    ["a merged command", `x-base: &base\n  command: a && b\n${web("image: node", "<<: *base")}`, [`2:12-18 error ${cut("&&")}`]],
    ["a parenthesis", web("image: node", "command: echo (x)"), ['4:14-22 error Compose refuses `command` of web: it starts no shell, and a parenthesis must be in quotes. Write it as `["sh", "-c", "…"]`.']],
    ["an open quote", web("image: node", "command: echo it's"), ["4:14-23 error Compose refuses `command` of web: a quote in it is never closed, or a backslash is its last character. Close it, or write the command as a list."]],
    ["a backslash at the end", web("image: node", "command: a \\"), ["4:14-17 error Compose refuses"]],
  ],
  accepts: [
    ["a list", web("image: node", 'command: ["npm ci", "&&", "npm start"]')],
    ["quoted operators", web("image: node", "command: sh -c \"npm ci && npm start; true\"")],
    ["an escaped operator", web("image: node", "command: echo a\\;b")],
    ["substitutions", web("image: node", "command: echo $(a; b) `c | d`")],
    ["a shell's own test", web("image: node", "healthcheck: {test: a || exit 1}")],
    ["an unset variable", web("image: node", "command: $COMMAND")],
    ["an open quote that a variable may close", web("image: node", "command: echo '$X")],
  ],
  fixes: [
    ["in block style", web("image: node", "command: npm ci && npm start # both"), web("image: node", 'command: ["sh", "-c", "npm ci && npm start"] # both'), { unsafe: true }],
    ["in flow style", "services:\n  web: {image: node, entrypoint: a; b}\n", 'services:\n  web: {image: node, entrypoint: ["sh", "-c", "a; b"]}\n', { unsafe: true }],
    ["with the shell that is named", web("image: node", "command: /bin/bash -ec cd /app && ls"), web("image: node", 'command: ["/bin/bash", "-ec", "cd /app && ls"]'), { unsafe: true }],
    ["for the shell of the entrypoint", web("image: node", "entrypoint: [sh, -c]", 'command: "a; b"'), web("image: node", "entrypoint: [sh, -c]", "command: [a; b]"), { unsafe: true }],
    ["keeps a substitution", web("image: node", 'command: "a $(b) && c"'), web("image: node", 'command: ["sh", "-c", "a $(b) && c"]'), { unsafe: true }],
    ["not without being asked", web("image: node", "command: a && b"), web("image: node", "command: a && b")],
    ["not where a variable decides", web("image: node", "command: a ${X:-y} && b"), web("image: node", "command: a ${X:-y} && b"), { unsafe: true }],
    ["not where a dollar sign is escaped", web("image: node", "command: a $$X && b"), web("image: node", "command: a $$X && b"), { unsafe: true }],
    ["not for Windows", web("image: node", "platform: windows/amd64", "command: a & b"), web("image: node", "platform: windows/amd64", "command: a & b"), { unsafe: true }],
    ["a shared command", `x-base: &base\n  command: a && b\n${web("image: node", "<<: *base")}`, `x-base: &base\n  command: ["sh", "-c", "a && b"]\n${web("image: node", "<<: *base")}`, { unsafe: true }],
  ],
});

describe("command-operators splits as Compose does", () => {
  // The verdicts of compose-go 2.16: the command is whole, cut, or refused.
  const rows: readonly (readonly [string, "whole" | "ends" | "refuses"])[] = [
    ["a 2>&1", "ends"], ["a b2>x", "ends"], ["a\\ b", "whole"], ["x; y", "ends"], ['a "b;c" d', "whole"], ["$$(a; b)", "whole"], ["echo $$((1+2))", "refuses"], ["a )", "refuses"], ["a\\;b", "whole"],
    ["a `b", "refuses"], ["a ''", "whole"], ["a# b", "whole"], ["'a' \"b\" c'd e'f", "whole"], ["a 'b\\' c", "whole"], ["a \"b\\\" c\"", "whole"], ["a $b$(c)", "whole"], ["a$ (b)", "refuses"],
  ];
  test.each(rows)("%s is %s", (command, verdict) => {
    const [finding = "whole"] = findings("command-operators", web("image: x", `command: ${JSON.stringify(command.replace("$b", "$$b"))}`));
    expect(/whole|ends|refuses/.exec(finding)?.[0]).toBe(verdict);
  });
});
