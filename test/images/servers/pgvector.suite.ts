import { tryServer } from "../harness/try-server.js";
import { postgres } from "./postgres.js";

const base = postgres({
  name: "pgvector",
  image: "pgvector/pgvector:pg17",
  extensions: ["postgresql-17-pgvector"],
  standsFor: "pgvector/pgvector@e48241b Dockerfile:5-20, on docker-library/postgres@6edb0a8 17/bookworm/Dockerfile:11-18,173-193 and docker-entrypoint.sh:36-61,290-305,331-338",
});

const SQL = "PGPASSWORD=secret psql -h 127.0.0.1 -U postgres -v ON_ERROR_STOP=1 -tAc";

tryServer({ ...base, data: { write: `${SQL} "CREATE EXTENSION vector; CREATE TABLE kept AS SELECT '[4,2]'::vector AS answer"`, read: `${SQL} "SELECT answer FROM kept" | grep -qxF '[4,2]'` } });
