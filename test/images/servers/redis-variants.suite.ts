import { tryServer } from "../harness/try-server.js";
import { redis } from "./redis.js";

tryServer(redis("redis-alpine", "redis:8-alpine", { applets: true }));
tryServer(redis("redis-7", "redis:7"));
tryServer(redis("redis-7-alpine", "redis:7-alpine", { applets: true }));
tryServer(redis("redis-2018", "redis:4.0.11"));
