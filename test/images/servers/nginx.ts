import { getsPage, writes, type Server } from "../harness/server.js";

/** Where the image's build of nginx has these places by itself. */
const CONFIGURATION = `
user nginx;
worker_processes auto;
pid /run/nginx.pid;
error_log /dev/stderr;
events { worker_connections 1024; }
http {
  access_log /dev/stdout;
  client_body_temp_path /var/cache/nginx/client_temp;
  proxy_temp_path /var/cache/nginx/proxy_temp;
  fastcgi_temp_path /var/cache/nginx/fastcgi_temp;
  uwsgi_temp_path /var/cache/nginx/uwsgi_temp;
  scgi_temp_path /var/cache/nginx/scgi_temp;
  server { listen 80; root /usr/share/nginx/html; }
}
`;

/** The server as an image of some version, on Debian or on Alpine. */
export function nginx(name: string, image: string, { applets = false } = {}): Server {
  return {
    name,
    packages: ["nginx", "curl"],
    applets,
    after: `
      groupadd -r -g 101 nginx && useradd -r -g nginx -u 101 -d /nonexistent -s /bin/false nginx
      mkdir -p /var/cache/nginx
      ${writes("/etc/nginx/nginx.conf", CONFIGURATION)}
      ${writes("/usr/share/nginx/html/index.html", "<p>It works</p>\n")}`,
    standsFor: `nginx/docker-nginx@0d7f438 ${applets ? "mainline/alpine-slim/Dockerfile:16-17,107-123" : "mainline/debian/Dockerfile:19-20,124-149"}; of its entrypoint, only the last line matters here: exec`,
    image: { command: ["nginx", "-g", "daemon off;"], stopSignal: "SIGQUIT" },
    services: {
      plain: `
services:
  web:
    image: ${image}
`,
      init: `
services:
  web:
    image: ${image}
    init: true
`,
    },
    startsWithin: 8,
    serves: getsPage(80),
  };
}
