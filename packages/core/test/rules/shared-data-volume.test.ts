import { testRule } from "./table.js";

/** Two services `one` and `two`, and the volume `data`. */
const both = (one: string, two: string, volumes = "volumes: {data: {}, more: {}}"): string => `services:\n  one: {${one}}\n  two: {${two}}\n${volumes}\n`;
const postgres = (mount: string, more = ""): string => `image: postgres:16, volumes: [${mount}]${more}`;
const data = "data:/var/lib/postgresql/data";

testRule("shared-data-volume", {
  reports: [
    ["two data stores", both(postgres(data), postgres(data)), ["3:39-68 error two and one keep their data in the same place (data): one of them does not start, or both destroy it. Give each a volume of its own."]],
    ["a host folder", both("image: mysql:8, volumes: [./db:/var/lib/mysql]", "image: mariadb:11, volumes: ['./db/:/var/lib/mysql']"), ["3:38-60 error two and one keep their data in the same place (./db/)"]],
    ["an absolute path", both("image: mysql:8, volumes: [/srv/db:/var/lib/mysql]", "image: mysql:8, volumes: ['/srv//db/:/var/lib/mysql']"), ["3:35-61 error"]],
    ["the long syntax", both(postgres(data), postgres("{type: volume, source: data, target: /var/lib/postgresql/data}")), ["3:39-101 error"]],
    ["two names of one volume", both(postgres(data), postgres("more:/var/lib/postgresql/data"), "volumes: {data: {name: shop}, more: {external: true, name: shop}}"), ["3:39-68 error"]],
    ["a default", both(postgres("'${V:-data}:/var/lib/postgresql/data'"), postgres(data)), ["3:39-68 error"]],
    ["caches that are kept", both("image: redis:7, volumes: ['data:/data']", "image: redis:7, volumes: ['data:/data']"), ["3:35-47 error"]],
    ["a store of which nothing is known", both(postgres(data), "image: arangodb, volumes: ['data:/mnt/data']"), ["3:36-52 error two and one keep their data in the same place (data)"]],
    ["three stores", `services:\n  a: {${postgres(data)}}\n  b: {${postgres(data)}}\n  c: {${postgres(data)}}\nvolumes: {data: {}}\n`, ["3:37-66 error b and a", "4:37-66 error c and a"]],
    ["another service", both(postgres(data), "image: acme/backup, volumes: ['data:/source']"), ["3:39-53 warning two may write to data, where one keeps its data: what changes under a running data store is lost, or destroys it. Mount it read-only, or reach the data through one."]],
    ["another service that stands first", both("image: acme/backup, volumes: ['data:/source']", postgres(data)), ["2:39-53 warning one may write to data, where two keeps its data"]],
    ["one profile", both(postgres(data, ", profiles: [db]"), postgres(data, ", profiles: [db, all]")), ["3:39-68 error"]],
    ["a shared list", `x-v: &v [data:/var/lib/postgresql/data]\nservices:\n  a: {image: "postgres:16", volumes: *v}\n  b: {image: "postgres:16", volumes: *v}\nvolumes: {data: {}}\n`, ["1:10-39 error b and a"]],
  ],
  accepts: [
    ["volumes of their own", both(postgres(data), postgres("more:/var/lib/postgresql/data"))],
    ["folders of their own", both("image: mysql:8, volumes: [./a:/var/lib/mysql]", "image: mysql:8, volumes: [./b:/var/lib/mysql]")],
    ["subpaths", both(postgres("{type: volume, source: data, target: /var/lib/postgresql/data, volume: {subpath: a}}"), postgres("{type: volume, source: data, target: /var/lib/postgresql/data, volume: {subpath: b}}"))],
    ["images with folders of their own", both("image: bitnami/redis:7, volumes: ['data:/bitnami']", "image: bitnami/mysql:8.4, volumes: ['data:/bitnami']")],
    ["a volume that holds no data", both("image: elasticsearch:8, volumes: ['data:/usr/share/elasticsearch/config/certs']", "image: elasticsearch:8, volumes: ['data:/usr/share/elasticsearch/config/certs']")],
    ["anonymous volumes", both(postgres("/var/lib/postgresql/data"), postgres("/var/lib/postgresql/data"))],
    ["a reader", both(postgres(data), "image: acme/backup, volumes: ['data:/source:ro']")],
    ["an access that nobody set", both(postgres(data), "image: acme/backup, volumes: [{type: volume, source: data, target: /source, read_only: $RO}]")],
    ["two profiles", both(postgres(data, ", profiles: [a]"), postgres(data, ", profiles: [b]"))],
    ["a profile beside one that always runs", both(postgres(data), postgres(data, ", profiles: [new]"))],
    ["a job", both(postgres(data), 'image: busybox, command: chown -R 999 /data, volumes: ["data:/data"]')],
    ["what runs once", both(postgres(data), 'image: acme/restore, restart: "no", volumes: ["data:/data"]')],
    ["volumes that nobody knows", both(postgres("$A:/var/lib/postgresql/data"), postgres("$A:/var/lib/postgresql/data"))],
    ["names that nobody knows", both(postgres(data), postgres("more:/var/lib/postgresql/data"), "volumes: {data: {name: $A}, more: {name: $A}}")],
    ["a volume for each task", both(postgres(data), postgres(data), "volumes: {data: {name: 'data-{{.Service.Name}}'}}")],
    ["applications that share a volume", both("image: acme/a, volumes: ['data:/data']", "image: acme/b, volumes: ['data:/data']")],
    ["Windows", both(postgres(data), postgres(data, ", platform: windows"))],
    ["a provider", both(postgres(data), "provider: {type: cloud}")],
  ],
});
