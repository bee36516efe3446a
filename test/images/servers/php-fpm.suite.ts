import { writes, type Server } from "../harness/server.js";
import { tryServer } from "../harness/try-server.js";

const CONFIGURATION = `
[global]
error_log = /proc/self/fd/2
daemonize = no
[www]
user = www-data
group = www-data
listen = 9000
pm = dynamic
pm.max_children = 5
pm.start_servers = 2
pm.min_spare_servers = 1
pm.max_spare_servers = 3
access.log = /proc/self/fd/2
clear_env = no
catch_workers_output = yes
`;

/** The image on Debian or on Alpine. */
function phpFpm(name: string, image: string, { applets = false } = {}): Server {
  const id = applets ? 82 : 33;
  const service = (more = ""): string => `
services:
  app:
    image: ${image}
${more}`;
  return {
    name,
    // A client of FastCGI, which is not in the image, to see whether it serves.
    packages: ["php8.4-fpm", "libfcgi-bin", "php8.4-cli"],
    applets,
    after: `
      groupmod -g ${id} www-data && usermod -u ${id} www-data
      ln -s /usr/sbin/php-fpm8.4 /usr/local/sbin/php-fpm
      install -d -o www-data -g www-data -m 1777 /var/www/html
      ${writes("/etc/php/8.4/fpm/php-fpm.conf", CONFIGURATION)}
      ${writes("/var/www/html/index.php", "<?php echo tmpfile() ? 'It works' : 'Uploads fail';\n")}`,
    standsFor: `docker-library/php@445bf41 ${applets ? "8.3/alpine3.23/fpm/Dockerfile:32,43-45,211-261" : "8.3/trixie/fpm/Dockerfile:45-49,228-278"}; of its entrypoint, only the last line matters here: exec`,
    image: { command: ["php-fpm"], workingDirectory: "/var/www/html", stopSignal: "SIGQUIT" },
    services: { plain: service(), "other user": service(`    user: "${id}:${id}"\n`) },
    startsWithin: 8,
    serves: "SCRIPT_FILENAME=/var/www/html/index.php SCRIPT_NAME=/index.php REQUEST_METHOD=GET cgi-fcgi -bind -connect 127.0.0.1:9000 | grep -q 'It works'",
  };
}

tryServer(phpFpm("php-fpm", "php:8.4-fpm"));
tryServer(phpFpm("php-fpm-alpine", "php:8.4-fpm-alpine", { applets: true }));
