import { getsPage, writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const CONFIGURATION = `
worker_processes auto;
pid /tmp/nginx.pid;
error_log /dev/stderr;
events { worker_connections 1024; }
http {
  access_log /dev/stdout;
  client_body_temp_path /tmp/client_temp;
  proxy_temp_path /tmp/proxy_temp;
  fastcgi_temp_path /tmp/fastcgi_temp;
  uwsgi_temp_path /tmp/uwsgi_temp;
  scgi_temp_path /tmp/scgi_temp;
  server { listen 8080; root /usr/share/nginx/html; }
}
`;

tryServer({
  name: "nginx-unprivileged",
  packages: ["nginx", "curl"],
  before: "groupadd -r -g 101 nginx && useradd -r -g nginx -u 101 -d /nonexistent -s /bin/false nginx",
  after: `
    ${writes("/etc/nginx/nginx.conf", CONFIGURATION)}
    ${writes("/usr/share/nginx/html/index.html", "<p>It works</p>\n")}`,
  standsFor: "nginx/docker-nginx-unprivileged@e26803b mainline/debian/Dockerfile:137-163; of its entrypoint, only the last line matters here: exec",
  image: { user: "101", command: ["nginx", "-g", "daemon off;"], stopSignal: "SIGQUIT" },
  services: {
    plain: `
services:
  web:
    image: nginxinc/nginx-unprivileged:1.27
`,
  },
  startsWithin: 8,
  serves: getsPage(8080),
});
