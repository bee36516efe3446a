import { tryServer } from "../harness/try-server.js";
import { postgres } from "./postgres.js";

tryServer(postgres({ name: "postgres-18", image: "postgres:18", standsFor: "docker-library/postgres@6edb0a8 18/trixie/Dockerfile:11-18,175-192 and docker-entrypoint.sh:36-61,290-305,331-338" }));
tryServer(postgres({ name: "postgres-alpine", image: "postgres:17-alpine", applets: true, standsFor: "docker-library/postgres@6edb0a8 17/alpine3.23/Dockerfile:12-16,191-215 and docker-entrypoint.sh:36-61,290-305,331-338" }));
tryServer(postgres({ name: "postgres-18-alpine", image: "postgres:18-alpine", applets: true, standsFor: "docker-library/postgres@6edb0a8 18/alpine3.23/Dockerfile and docker-entrypoint.sh:36-61,290-305,331-338" }));
tryServer(postgres({
  name: "postgres-2020",
  image: "postgres:12.5",
  steps: "before 2021",
  standsFor: "docker-library/postgres@3690694 12/docker-entrypoint.sh:36-59, the builds of 2020",
}));
tryServer(postgres({
  name: "postgres-2018",
  image: "postgres:9.3",
  steps: "before 2020",
  standsFor: "docker-library/postgres@ebd0118 9.3/docker-entrypoint.sh:32-50, the builds before 2020",
}));
