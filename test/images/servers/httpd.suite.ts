import { getsPage, writes, type Server } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const CONFIGURATION = `
ServerRoot /usr/local/apache2
ServerName localhost
DefaultRuntimeDir logs
PidFile logs/httpd.pid
Listen 80
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule dir_module /usr/lib/apache2/modules/mod_dir.so
User www-data
Group www-data
DocumentRoot htdocs
DirectoryIndex index.html
ErrorLog /proc/self/fd/2
`;

const FOREGROUND = `#!/bin/sh
set -e
rm -f /usr/local/apache2/logs/httpd.pid
exec /usr/sbin/apache2 -f /usr/local/apache2/conf/httpd.conf -DFOREGROUND "$@"
`;

/** The image on Debian or on Alpine. */
function httpd(name: string, image: string, { applets = false } = {}): Server {
  const id = applets ? 82 : 33;
  return {
    name,
    packages: ["apache2-bin"],
    applets,
    after: `
      groupmod -g ${id} www-data && usermod -u ${id} www-data
      mkdir -p /usr/local/apache2/logs && chown www-data:www-data /usr/local/apache2
      ${writes("/usr/local/apache2/conf/httpd.conf", CONFIGURATION)}
      ${writes("/usr/local/apache2/htdocs/index.html", "<p>It works</p>\n")}
      ${writes("/usr/local/bin/httpd-foreground", FOREGROUND, "755")}`,
    standsFor: `docker-library/httpd@9b63b37 ${applets ? "2.4/alpine/Dockerfile:5,13-15,229-234" : "2.4/Dockerfile:8-10,199-209,229-234"} and httpd-foreground`,
    image: { command: ["httpd-foreground"], workingDirectory: "/usr/local/apache2", stopSignal: "SIGWINCH" },
    services: {
      plain: `
services:
  web:
    image: ${image}
`,
    },
    worksWithout: [{ what: ["CHOWN", "DAC_OVERRIDE"], because: "it writes nothing but its pid file" }, { what: ["KILL"], because: "with the event module, the children end because they are told so by a pipe" }],
    startsWithin: 8,
    serves: getsPage(80),
  };
}

tryServer(httpd("httpd", "httpd:2.4"));
tryServer(httpd("httpd-alpine", "httpd:2.4-alpine", { applets: true }));
