import { expect, it } from "vitest";
import { shellSteps } from "../../../src/compose/values/shell-script.js";

/** Steps as `start:word,word end`, with `>` where they are redirected. */
function told(script: string): readonly string[] | undefined {
  return shellSteps(script)?.map(({ words, isRedirected, end, start }) => `${String(start)}:${words.join(",")}${isRedirected ? " >" : ""}${end === "" ? "" : ` ${end}`}`);
}

it.each([
  ["one program", "redis-cli ping", ["0:redis-cli,ping"]],
  ["no program", "  # nothing\n", []],
  ["a list", "a && b 1 || c; d & e | f", ["0:a &&", "5:b,1 ||", "12:c ;", "15:d &", "19:e |", "23:f"]],
  ["lines", "set -e\n\nmkdir -p /x # folder\nexec server\n", ["0:set,-e ;", "8:mkdir,-p,/x ;", "29:exec,server ;"]],
  ["a continued line", "a \\\n  b", ["0:a,b"]],
  ["quotes", `a 'b c' "d \\"e\\" $F" g'h'"i" j\\ k`, [`0:a,b c,d "e" $F,ghi,j k`]],
  ["operators in quotes", `grep -q "a && b" 'c;d'`, ["0:grep,-q,a && b,c;d"]],
  ["an empty word", `printf ""`, ["0:printf,"]],
  ["what the shell computes", 'test "$(redis-cli ping)" = `x y` ${Z:-a b} $HOME', ["0:test,$(redis-cli ping),=,`x y`,${Z:-a b},$HOME"]],
  ["nested substitution", "x $(a $(b) c) d", ["0:x,$(a $(b) c),d"]],
  ["redirections", "a >/dev/null 2>&1 && b < in >> out && c &> all && d 2>/x", ["0:a > &&", "21:b > &&", "38:c > &&", "50:d >"]],
  ["a redirection alone", "</dev/tcp/127.0.0.1/27017", ["0: >"]],
  ["digits that are no descriptor", "echo 12 >x v2>y", ["0:echo,12,v2 >"]],
  ["a loop, as words", "while true; do sleep 1; done", ["0:while,true ;", "12:do,sleep,1 ;", "24:done"]],
  ["a trailing operator", "server &", ["0:server &"]],
] as const)("reads %s", (_title, script, steps) => {
  expect(told(script)).toEqual(steps);
});

it.each([
  ["an unclosed quote", "echo 'a"],
  ["an unclosed substitution", "echo $(a"],
  ["a subshell", "(a; b)"],
  ["a function", "f() { a; }"],
  ["a here-document", "cat <<E\na\nE"],
  ["a case", "case $x in a) b;; esac"],
  ["a backslash at the end", "a \\"],
] as const)("does not read %s", (_title, script) => {
  expect(told(script)).toBeUndefined();
});
