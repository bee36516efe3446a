import { tryServer } from "../harness/try-server.js";
import { redis } from "./redis.js";

tryServer(redis("redis", "redis:8"));
