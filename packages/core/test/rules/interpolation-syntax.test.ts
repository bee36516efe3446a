import { web } from "./check.js";
import { testRule } from "./table.js";

const shellForm = (name: string): string =>
  `\`\${${name}…}\` may go on only with \`:-\`, \`-\`, \`:?\`, \`?\`, \`:+\` or \`+\`. Shell forms such as \`\${VAR:0:1}\` or \`\${VAR/a/b}\` do not exist here; write \`$$\` to pass a dollar sign on.`;
const container = (variables: string, key: string, pronoun = "it"): string =>
  `Compose replaces ${variables} in \`${key}\` before the container sees ${pronoun}, and here by nothing: what \`environment\` of web says does not count. Write $$ instead of $.`;

testRule("interpolation-syntax", {
  reports: [
    ["an open brace", web("image: x", "hostname: ${NAME"), ["4:15-21 error `${` is never closed by `}`. Write `$$` for a plain dollar sign."]],
    ["no name", web("image: x", 'hostname: "${}"'), ["4:15-20 error `${` must be followed by the name of a variable. Write `$$` for a plain dollar sign."]],
    ["a shell form", web("image: x", "command: echo ${A:0:1}"), [`4:14-27 error ${shellForm("A")}`]],
    ["another operator", web("image: 'x:${TAG:=1}'"), [`3:12-25 error ${shellForm("TAG")}`]],
    ["outside services", web("image: x").concat('configs:\n  c:\n    content: "${1}"\n'), ["6:14-20 error `${` must be followed"]],
    ["a template", 'x-a: "${"\n'.concat(web("image: x")), ["1:6-10 error"]],
    ["a variable of the container", web("image: x", "environment: {PGUSER: app}", "healthcheck: {test: pg_isready -U $PGUSER}"), [`5:25-46 warning ${container("$PGUSER", "healthcheck.test")}`]],
    ["two of them in a list", web("image: x", "environment: [A=1, B=2]", 'command: ["sh", "-c", "echo $A ${B}"]'), [`5:27-41 warning ${container("$A and $B", "command[2]", "them")}`]],
    ["one beside another variable", web("image: x", "environment: {A: b}", "entrypoint: run $A $X"), [`5:17-26 warning ${container("$A", "entrypoint")}`]],
  ],
  accepts: [
    ["all operators", web("image: x:${A:-b}${C-d}${E:+f}${G+h}", "hostname: ${I:?j}${K?l}")],
    ["plain dollar signs", web("image: x", "command: echo $$HOME $(date) $1 $? a$")],
    ["a variable that is passed on", web("image: x", "environment: {A: $A}", "command: echo $A")],
    ["a variable of the shell alone", web("image: x", "environment: [A]", "command: echo $A")],
    ["a default", web("image: x", "environment: {A: b}", "command: echo ${A:-c}")],
    ["a variable that .env sets", web("image: x", "environment: {A: b}", "command: echo $A"), { env: "A=c\n" }],
    ["what runs nowhere", web("image: x", "environment: {A: b}", "labels: {l: $A}")],
    ["faults of other kinds", "services:\n  web: {image: x, foo: 1}\n"],
  ],
  fixes: [
    ["a shell form beside a plain dollar sign", web("image: x", 'command: ["sh", "-c", "echo ${A%%.*} $(date) $1"] # first part'), web("image: x", 'command: ["sh", "-c", "echo $${A%%.*} $(date) $1"] # first part')],
    ["shell forms only", web("image: x", 'command: ["sh", "-c", "echo ${A%%.*} ${1} $$"] # first part'), web("image: x", 'command: ["sh", "-c", "echo $${A%%.*} $${1} $$"] # first part')],
    ["in a block of lines", web("image: x", "command:", "  - bash", "  - -c", "  - |", '    for i in "${list[@]}"; do', '      echo "${i:0:1}"', "    done"), web("image: x", "command:", "  - bash", "  - -c", "  - |", '    for i in "$${list[@]}"; do', '      echo "$${i:0:1}"', "    done")],
    ["a shell that is named", web("image: x", "command: sh -c 'echo ${A/b/c}'"), web("image: x", "command: sh -c 'echo $${A/b/c}'")],
    ["the test of a healthcheck", web("image: x", "healthcheck: {test: '[ ${#A} ]'}"), web("image: x", "healthcheck: {test: '[ $${#A} ]'}")],
    ["not without a shell", web("image: x", "command: echo ${A:0:1}"), web("image: x", "command: echo ${A:0:1}")],
    ["not beside a variable of Compose", web("image: x", 'command: ["sh", "-c", "echo ${A:0:1} $B"]'), web("image: x", 'command: ["sh", "-c", "echo ${A:0:1} $B"]')],
    ["not what may be a slip", web("image: x", 'command: ["sh", "-c", "echo ${A.b}"]'), web("image: x", 'command: ["sh", "-c", "echo ${A.b}"]')],
    ["a variable of the container", web("image: x", "environment: {U: app}", "healthcheck:", "  test: pg_isready -U $U -d ${U}"), web("image: x", "environment: {U: app}", "healthcheck:", "  test: pg_isready -U $$U -d $${U}"), { unsafe: true }],
    ["a variable of the container in a list", web("image: x", "environment: {U: app}", 'healthcheck: {test: ["CMD-SHELL", "pg_isready -U $U"]}'), web("image: x", "environment: {U: app}", 'healthcheck: {test: ["CMD-SHELL", "pg_isready -U $$U"]}'), { unsafe: true }],
    ["no variable that no shell would replace", web("image: x", "environment: {U: app}", 'healthcheck: {test: ["CMD", "pg_isready", "-U", "$U"]}'), web("image: x", "environment: {U: app}", 'healthcheck: {test: ["CMD", "pg_isready", "-U", "$U"]}'), { unsafe: true }],
  ],
});
