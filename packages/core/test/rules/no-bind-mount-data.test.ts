import { web } from "./check.js";
import { testRule } from "./table.js";

const mysql = (mount: string, ...more: readonly string[]): string => web("image: mysql:8.4", `volumes: [${mount}]`, ...more);
const bound = (folder: string): string =>
  `warning The data of web is in the host folder ${folder}: it has to belong to the image's user there, so that a build or backup of the project may fail to read it, and on Docker Desktop it is slow. Use a named volume.`;

testRule("no-bind-mount-data", {
  reports: [
    ["a folder beside the file", mysql('"./db:/var/lib/mysql"'), [`4:15-36 ${bound("./db")}`]],
    ["a folder above", mysql('"../files/db:/var/lib/mysql"'), [`4:15-43 ${bound("../files/db")}`]],
    ["a home folder", mysql('"~/db:/var/lib/mysql/"'), ["4:15-37 warning"]],
    ["a Windows drive", mysql("'C:\\db:/var/lib/mysql'"), ["4:15-37 warning"]],
    ["the long syntax", mysql("{type: bind, source: ./db, target: /var/lib/mysql}"), ["4:15-65 warning The data of web is in the host folder ./db"]],
    ["a default", mysql('"${DATA:-./db}:/var/lib/mysql"'), ["4:15-45 warning"]],
    ["a folder of .env", mysql('"$DATA:/var/lib/mysql"'), ["4:15-37 warning"], { env: "DATA=./db" }],
    ["a cache that is kept", web("image: redis:7", "volumes: [./redis:/data]"), ["4:15-28 warning"]],
    ["a broker", web("image: rabbitmq:4", "volumes: [./mq:/var/lib/rabbitmq]"), ["4:15-37 warning"]],
    ["two folders", web("image: zookeeper:3.9", "volumes: [./a:/data, ./b:/datalog]"), ["4:15-24 warning", "4:26-38 warning"]],
    ["a folder above the data, once", web("image: bitnami/redis:7", "volumes: [./redis:/bitnami]"), ["4:15-31 warning"]],
    ["each user of a shared list", `x-v: &v ["./db:/var/lib/mysql"]\n${web("image: mysql:8", "volumes: *v")}  two: {image: mysql, volumes: *v}\n`, ["1:10-31 warning", "1:10-31 warning"]],
  ],
  accepts: [
    ["a named volume", `${mysql("db:/var/lib/mysql")}volumes: {db: {}}\n`],
    ["a named volume that is a folder", `${mysql("db:/var/lib/mysql")}volumes: {db: {driver_opts: {type: none, o: bind, device: ./db}}}\n`],
    ["an anonymous volume", mysql("/var/lib/mysql")],
    ["a tmpfs", web("image: mysql", "tmpfs: /var/lib/mysql")],
    ["a path that was chosen", mysql("/srv/db:/var/lib/mysql")],
    ["a path that nobody set", mysql("'$DATA:/var/lib/mysql'")],
    ["other folders", mysql("./conf:/etc/mysql/conf.d, ./backup:/backup")],
    ["a folder that the image's own volume hides", web("image: postgres:17", "volumes: ['./pg:/var/lib/postgresql']")],
    ["a read-only mount", mysql("'./db:/var/lib/mysql:ro'")],
    ["an application", web("image: acme/api", "volumes: ['./data:/data']")],
    ["its client", mysql("./db:/var/lib/mysql", "command: mysqldump shop")],
    ["an unknown image", web("image: $IMAGE", "volumes: [./db:/var/lib/mysql]")],
    ["Windows", mysql("'./db:/var/lib/mysql'", "platform: windows")],
    ["a fragment", web("volumes: ['./db:/var/lib/mysql']")],
    ["a provider", web("provider: {type: cloud}", "image: mysql")],
  ],
});
