import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const app = (mount: string, ...more: readonly string[]): string => web("image: acme/app:1.0", `volumes: [${mount}]`, ...more);

testRule("writable-bind-mount", {
  reports: [
    ["a file of configuration", app("./app.yml:/etc/app.yml"), ["4:15-37 info web may write ./app.yml on the host, and nothing shows that it has to: whoever gets into the container may too. Mount it read-only (`:ro`) if it is only read."]],
    ["a file of the application", app("./app.yml:/app/app.yml"), ["4:15-37 info"]],
    ["a folder", web("image: nginx:1.27", "volumes: [./html:/usr/share/nginx/html]"), ["4:15-43 info web may write ./html on the host"]],
    ["an absolute path", app("/opt/acme/rules:/rules"), ["4:15-37 info"]],
    ["a home folder", app("~/rules:/rules"), ["4:15-29 info"]],
    ["settings of the system", app("./config:/etc/app/config"), ["4:15-39 info"]],
    ["the long syntax", app("{type: bind, source: ./rules, target: /rules}"), ["4:15-60 info"]],
    ["rw", app("./rules:/rules:rw"), ["4:15-32 info"]],
    ["a default", app("'${RULES:-./rules}:/rules'"), ["4:15-41 info"]],
    ["a path of .env", app("'$RULES:/rules'"), ["4:15-30 info"], { env: "RULES=./rules" }],
    ["a script in what is built here", app("./wait.sh:/usr/local/bin/wait.sh", "build: ."), ["4:15-47 info"]],
    ["each of two", app("./a:/a, ./b:/b"), ["4:15-21 info", "4:23-29 info"]],
  ],
  accepts: [
    ["a read-only mount", app("./app.yml:/etc/app.yml:ro, {type: bind, source: ./rules, target: /rules, read_only: true}")],
    ["an access that nobody set", app("{type: bind, source: ./rules, target: /rules, read_only: $RO}")],
    ["places for data", app("./a:/data, ./b:/var/lib/app, ./c:/app/uploads, ./d:/srv, ./e:/opt/app/logs/nginx, ./f:/app/thumbs-cache")],
    ["folders for data", app("./data:/x, ./postgres-data:/y, ./app_logs:/z, ./letsencrypt:/w")],
    ["the data of an image", web("image: qdrant/qdrant", "volumes: [./q:/qdrant]")],
    ["files that programs write", app("./app.db:/app/app.db, ./acme.json:/acme.json, ./package.json:/app/package.json, ./a.log:/a.log")],
    ["settings that an application saves", app("./a:/config, ./b:/opt/app/config")],
    ["code in what is built here", app(".:/srv2", "build: .")],
    ["code in the working directory", app(".:/here", "working_dir: /here")],
    ["code by its place", app(".:/app, ./src:/code/src, ./site:/var/www/html")],
    ["Redis", web("image: redis:7", "volumes: [./redis:/usr/local/etc/redis, ./users.acl:/users.acl]")],
    ["Redis by another name", web("image: acme/redis-sentinel:7", "volumes: [./s:/etc/redis]")],
    ["configuration that another rule reports", web("image: nginx", "volumes: [./n.conf:/etc/nginx/nginx.conf]")],
    ["what belongs to the system", app("/etc/localtime:/etc/localtime, /var/run/docker.sock:/var/run/docker.sock, /dev/snd:/dev/snd, /:/host")],
    ["a socket", app("/opt/acme/acme.sock:/acme.sock")],
    ["credentials", app("./.env:/app/.env, ./server.key:/server.key")],
    ["volumes", `${app("conf:/etc/app, /x")}volumes: {conf: {}}\n`],
    ["a path that nobody set", app("'$CONF:/etc/app.yml'")],
    ["Windows", app("./app.yml:/etc/app.yml", "platform: windows")],
    ["a fragment", web("volumes: [./app.yml:/etc/app.yml]")],
    ["a provider", web("provider: {type: cloud}", "volumes: [./app.yml:/etc/app.yml]")],
  ],
  fixes: [
    ["nothing without being asked", app("./r:/rules"), app("./r:/rules")],
    ["flow style", app("./r:/rules, data:/data"), app("./r:/rules:ro, data:/data"), unsafe],
    ["block style, quoted", web("image: acme/app", "volumes:", '  - "./r:/rules" # rules'), web("image: acme/app", "volumes:", '  - "./r:/rules:ro" # rules'), unsafe],
    ["options", app("'./r:/rules:z'"), app("'./r:/rules:ro,z'"), unsafe],
    ["the long syntax", app("{type: bind, source: ./r, target: /rules}"), app("{type: bind, source: ./r, target: /rules, read_only: true}"), unsafe],
    [
      "one user of a shared list",
      `x-v: &v [./r:/rules]\nservices:\n  a: {image: acme/a, volumes: *v}\n  b: {image: redis, volumes: *v}\n`,
      `x-v: &v [./r:/rules]\nservices:\n  a: {image: acme/a, volumes: [./r:/rules:ro]}\n  b: {image: redis, volumes: *v}\n`,
      unsafe,
    ],
  ],
});
