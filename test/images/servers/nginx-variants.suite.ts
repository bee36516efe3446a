import { tryServer } from "../harness/try-server.js";
import { nginx } from "./nginx.js";

tryServer(nginx("nginx-alpine", "nginx:1.27-alpine", { applets: true }));
