import { tryServer } from "../harness/try-server.js";

function service(volume: string): string {
  return `
services:
  store:
    image: quay.io/coreos/etcd:v3.5.16
    command: ["etcd", "--data-dir", "/etcd-data", "--listen-client-urls", "http://0.0.0.0:2379", "--advertise-client-urls", "http://store:2379"]
    volumes:
      - ${volume}:/etcd-data
${volume.startsWith(".") ? "" : `volumes:\n  ${volume}:\n`}`;
}

tryServer({
  name: "etcd",
  packages: ["etcd-server", "etcd-client"],
  standsFor: "etcd-io/etcd@c34dc7e Dockerfile, which has nothing but the programs; here there is a Debian around them",
  image: { command: ["/usr/bin/etcd"], workingDirectory: "/var/lib/etcd" },
  services: { "named volume": service("data"), "folder of root's": service("./data") },
  // Whoever is not root may not write there.
  failing: { "folder of root's, user 1000": `${service("./data")}    user: "1000:1000"\n` },
  serves: "etcdctl endpoint health",
  data: { write: "etcdctl put kept 42", read: "etcdctl get --print-value-only kept | grep -qx 42" },
});
