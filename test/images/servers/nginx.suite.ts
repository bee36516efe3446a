import { tryServer } from "../harness/try-server.js";
import { nginx } from "./nginx.js";

tryServer(nginx("nginx", "nginx:1.27"));
