import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };

testRule("container-name-replicas", {
  reports: [
    ["replicas", web("image: nginx", "container_name: web", "deploy: {replicas: 3}"), ["4:5-19 error web is to run 3 times (`deploy.replicas`), but container_name fits one container only, so Compose refuses the whole project. Remove container_name; Compose numbers the containers itself."]],
    ["scale", web("image: nginx", "container_name: web", "scale: 2"), ["4:5-19 error web is to run 2 times (`scale`), but container_name fits one container only, so Compose refuses the whole project. Remove container_name; Compose numbers the containers itself."]],
    ["a default", web("image: nginx", "container_name: web", "scale: ${N:-2}"), ["4:5-19 error"]],
    ["a number from .env", web("image: nginx", "container_name: web", "scale: $N"), ["4:5-19 error"], { env: "N=4" }],
    ["a name that nobody set, but some name", web("image: nginx", "container_name: web-$N", "scale: 2"), ["4:5-19 error"]],
    ["a merged name", `x-a: &a {container_name: web}\n${web("<<: *a", "image: nginx", "scale: 2")}`, ["1:10-24 error"]],
  ],
  accepts: [
    ["one container", web("image: nginx", "container_name: web", "scale: 1")],
    ["none", web("image: nginx", "container_name: web", "deploy: {replicas: 0}")],
    ["no name", web("image: nginx", "scale: 3")],
    ["scale before replicas", web("image: nginx", "container_name: web", "scale: 1", "deploy: {replicas: 3}")],
    ["a project for a swarm, which names containers itself", web("image: nginx", "container_name: web", "deploy: {replicas: 6, update_config: {parallelism: 3}}")],
    ["a number that nobody set", web("image: nginx", "container_name: web", "scale: $N")],
  ],
  fixes: [
    ["nothing without being asked", web("image: nginx", "container_name: web", "scale: 2"), web("image: nginx", "container_name: web", "scale: 2")],
    ["in block style", web("image: nginx", "container_name: web", "scale: 2 # two"), web("image: nginx", "scale: 2 # two"), unsafe],
    ["in flow style", "services: {web: {image: nginx, container_name: web, scale: 2}}\n", "services: {web: {image: nginx, scale: 2}}\n", unsafe],
  ],
});
