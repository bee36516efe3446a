import { web } from "./check.js";
import { testRule } from "./table.js";

const long = (type: string, target: string, source = "data"): string => `{type: ${type}, source: ${source}, target: ${target}}`;

testRule("mount-conflict", {
  reports: [
    ["a tmpfs and a volume", web("image: nginx", "tmpfs: /data", 'volumes: ["data:/data"]'), ["4:12-17 error web mounts the volume `data` and a tmpfs on `/data`, and there is room for one: Compose refuses the project, or one hides the other. Remove one, or give it a path of its own."]],
    ["a tmpfs with options", web("image: nginx", 'tmpfs: ["/data:size=1m"]', 'volumes: ["./data:/data"]'), ["4:13-28 error web mounts `./data` and a tmpfs on `/data`, and there is room for one: Compose refuses the project, or one hides the other. Remove one, or give it a path of its own."]],
    ["another spelling of the path", web("image: nginx", "tmpfs: /data/", 'volumes: ["/data"]'), ["4:12-18 error web mounts an anonymous volume and a tmpfs on `/data`, and there is room for one: Compose refuses the project, or one hides the other. Remove one, or give it a path of its own."]],
    ["two long mounts", web("image: nginx", `volumes: [${long("bind", "/data", "./a")}, ${long("volume", "/data/")}]`), ["4:57-101 error"]],
    ["a default", web("image: nginx", "tmpfs: ${DIR:-/data}", 'volumes: ["data:/data"]'), ["4:12-25 error"]],
    ["a merged tmpfs", `x-tmp: &tmp {tmpfs: [/data]}\n${web("<<: *tmp", "image: nginx", 'volumes: ["data:/data"]')}`, ["1:22-27 error"]],
  ],
  accepts: [
    ["paths of their own", web("image: nginx", "tmpfs: [/tmp, /run]", 'volumes: ["data:/data", "./x:/data/x"]')],
    ["a path that nobody set", web("image: nginx", "tmpfs: $DIR", 'volumes: ["data:$DIR"]')],
    ["the same path in two services", `${web("image: nginx", 'volumes: ["data:/data"]')}  api:\n    image: nginx\n    volumes: ["data:/data"]\n`],
  ],
});
