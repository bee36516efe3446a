import { writes } from "../harness/server.js";
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

tryServer({
  name: "php-fpm",
  // A client of FastCGI, which is not in the image, to see whether it serves.
  packages: ["php8.4-fpm", "libfcgi-bin"],
  after: `
    ln -s /usr/sbin/php-fpm8.4 /usr/local/sbin/php-fpm
    install -d -o www-data -g www-data -m 1777 /var/www/html
    ${writes("/etc/php/8.4/fpm/php-fpm.conf", CONFIGURATION)}
    ${writes("/var/www/html/index.php", "<?php echo tmpfile() ? 'It works' : 'Uploads fail';\n")}`,
  standsFor: "docker-library/php@445bf41 8.3/trixie/fpm/Dockerfile:45-49,228-278; of its entrypoint, only the last line matters here: exec",
  image: { command: ["php-fpm"], workingDirectory: "/var/www/html", stopSignal: "SIGQUIT" },
  services: {
    plain: `
services:
  app:
    image: php:8.4-fpm
`,
    "user 33": `
services:
  app:
    image: php:8.4-fpm
    user: "33:33"
`,
  },
  startsWithin: 8,
  serves: "SCRIPT_FILENAME=/var/www/html/index.php SCRIPT_NAME=/index.php REQUEST_METHOD=GET cgi-fcgi -bind -connect 127.0.0.1:9000 | grep -q 'It works'",
});
