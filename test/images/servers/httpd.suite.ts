import { getsPage, writes } from "../harness/server.js";
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

tryServer({
  name: "httpd",
  packages: ["apache2-bin"],
  after: `
    mkdir -p /usr/local/apache2/logs && chown www-data:www-data /usr/local/apache2
    ${writes("/usr/local/apache2/conf/httpd.conf", CONFIGURATION)}
    ${writes("/usr/local/apache2/htdocs/index.html", "<p>It works</p>\n")}
    ${writes("/usr/local/bin/httpd-foreground", FOREGROUND, "755")}`,
  standsFor: "docker-library/httpd@9b63b37 2.4/Dockerfile:8-10,199-209,229-234 and httpd-foreground",
  image: { command: ["httpd-foreground"], workingDirectory: "/usr/local/apache2", stopSignal: "SIGWINCH" },
  services: {
    plain: `
services:
  web:
    image: httpd:2.4
`,
  },
  worksWithout: [{ what: ["CHOWN", "DAC_OVERRIDE"], because: "it writes nothing but its pid file" }, { what: ["KILL"], because: "with the event module, the children end because they are told so by a pipe" }],
  startsWithin: 8,
  serves: getsPage(80),
});
