import { writes } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

/** With certificates of an authority of its own, so that there is something to keep. */
const CADDYFILE = `
{
  skip_install_trust
}
localhost {
  tls internal
  respond "It works"
}
`;

const CERTIFICATE = "/data/caddy/pki/authorities/local/root.crt";

function service(more = ""): string {
  return `
services:
  web:
    image: caddy:2
    volumes:
      - data:/data
${more}volumes:
  data:
`;
}

tryServer({
  name: "caddy",
  // The image's wget is that of BusyBox.
  packages: ["caddy", "libcap2-bin", "curl"],
  after: `
    ln -s /bin/busybox /usr/local/bin/wget
    mkdir -p /config/caddy /data/caddy && chmod 1777 /config/caddy /data/caddy
    setcap cap_net_bind_service=+ep /usr/bin/caddy
    ${writes("/etc/caddy/Caddyfile", CADDYFILE)}`,
  standsFor: "caddyserver/caddy-docker@62d1326 2.11/alpine/Dockerfile:9-16,39-45,61-63",
  image: {
    command: ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"],
    environment: { XDG_CONFIG_HOME: "/config", XDG_DATA_HOME: "/data" },
    workingDirectory: "/srv",
  },
  services: { "named volume": service() },
  worksWithout: [{ what: ["/config"], because: "it only tells that it cannot save its configuration" }],
  serves: "curl -fsSk https://localhost/ | grep -q 'It works'",
  data: { write: `cp ${CERTIFICATE} /data/kept`, read: `cmp ${CERTIFICATE} /data/kept` },
});
