import { tryServer } from "../harness/try-server.js";
import { postgres } from "./postgres.js";

tryServer(postgres({ name: "postgres", image: "postgres:17", standsFor: "docker-library/postgres@6edb0a8 17/bookworm/Dockerfile:11-18,173-193 and docker-entrypoint.sh:36-61,290-305,331-338" }));
