import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };
const volume = (mount: string, image = "ghcr.io/acme/app"): string => web(`image: ${image}`, "volumes:", `  - ${mount}`);
const takeover = (what: string, path: string): string => `error web can write ${what} (${path}), so whoever is root in it has the host. Mount only what is needed of it, read-only if that is enough.`;
const reads = (what: string, path: string): string => `warning web can read ${what} (${path}), and so can whoever gets into it. Mount only what is needed of it.`;
const changes = (what: string, path: string): string => `warning web can change ${what} (${path}). Mount it read-only.`;
const reaches = (severity: string, what: string, path: string): string => `${severity} web reaches ${what} (${path}), whether the mount is read-only or not. Mount only what is needed of it.`;
const agent = (what: string, path: string): string => `info web sees ${what} (${path}), as a program that watches the host may have to. Keep it off published ports.`;
const ALL = "everything on the host, the daemon's socket among it";
const ETC = "the host's configuration, with its keys and password hashes";

testRule("no-sensitive-mount", {
  reports: [
    ["the whole host", volume("/:/host"), [`5:9-16 ${reaches("error", ALL, "/")}`]],
    ["the whole host, read-only", volume("/:/host:ro"), [`5:9-19 ${reaches("error", ALL, "/")}`]],
    ["the same for a program that watches it", volume("/:/host:ro,rslave", "quay.io/prometheus/node-exporter"), [`5:9-26 ${agent(ALL, "/")}`]],
    ["the same for an exporter that nobody knows", volume("/:/host:ro", "ghcr.io/acme/disk-exporter"), [`5:9-19 ${agent(ALL, "/")}`]],
    ["writable even for that", volume("/:/host", "prom/node-exporter"), [`5:9-16 ${reaches("error", ALL, "/")}`]],
    ["a program built here, known by its name", "services:\n  filebeat:\n    build: .\n    volumes: ['/var/lib/docker/containers:/c:ro']\n", ["4:15-49 info filebeat sees the files of all containers (/var/lib/docker/containers)"]],
    ["/etc", volume("/etc:/x"), [`5:9-16 ${takeover(ETC, "/etc")}`]],
    ["/etc, read-only", volume("/etc:/x:ro"), [`5:9-19 ${reads(ETC, "/etc")}`]],
    ["the long syntax", volume("type: bind\n        source: /etc\n        target: /x\n        read_only: true"), [`5:9-19 ${reads(ETC, "/etc")}`]],
    ["a roundabout path", volume("/srv/../etc/:/x"), [`5:9-24 ${takeover(ETC, "/srv/../etc/")}`]],
    ["a volume that is a bind mount", `${volume("conf:/x")}volumes: {conf: {driver_opts: {type: none, o: bind, device: /etc}}}\n`, [`5:9-16 ${takeover(ETC, "/etc")}`]],
    ["keys", volume("/etc/ssh:/x:ro"), [`5:9-23 ${reads("keys or passwords of the host", "/etc/ssh")}`]],
    ["users", volume("/etc/passwd:/etc/passwd"), [`5:9-32 ${takeover("what the host trusts and runs as root", "/etc/passwd")}`]],
    ["cron", volume("/etc/cron.d:/x"), [`5:9-23 ${takeover("what the host trusts and runs as root", "/etc/cron.d")}`]],
    ["the time zone", volume("/etc/localtime:/etc/localtime"), [`5:9-38 ${changes("a setting of the host", "/etc/localtime")}`]],
    ["a home folder", volume("/home/anna:/x:ro"), [`5:9-25 ${reads("a whole home folder, with the keys in it", "/home/anna")}`]],
    ["the reader's own", volume("~:/x"), [`5:9-13 ${takeover("a whole home folder, with the keys in it", "~")}`]],
    ["the same by the shell's variable", volume("$HOME/:/x:ro"), [`5:9-21 ${reads("a whole home folder, with the keys in it", "~/")}`]],
    ["SSH", volume("~/.ssh:/root/.ssh:ro"), [`5:9-29 ${reads("SSH keys, and who may log in with which", "~/.ssh")}`]],
    ["SSH of root", volume("/root/.ssh:/x"), [`5:9-22 ${takeover("SSH keys, and who may log in with which", "/root/.ssh")}`]],
    ["one key", volume("~/.ssh/id_ed25519:/x"), [`5:9-29 ${reads("an SSH key", "~/.ssh/id_ed25519")}`]],
    ["a cloud", volume("${HOME}/.aws/credentials:/x:ro"), [`5:9-39 ${reads("somebody's credentials", "~/.aws/credentials")}`]],
    ["registries", volume("~/.docker/config.json:/config.json"), [`5:9-43 ${reads("somebody's credentials", "~/.docker/config.json")}`]],
    ["kernel modules", volume("/lib/modules:/lib/modules"), [`5:9-34 ${takeover("the modules of the host's kernel", "/lib/modules")}`]],
    ["a program", volume("/usr/bin/docker:/usr/bin/docker"), [`5:9-40 ${takeover("programs that the host runs", "/usr/bin/docker")}`]],
    ["the boot loader", volume("/boot:/x"), [`5:9-17 ${takeover("the host's kernel and boot loader", "/boot")}`]],
    ["Docker's files", volume("/var/lib/docker:/x:ro"), [`5:9-30 ${reads("the files of all containers", "/var/lib/docker")}`]],
    ["all volumes", volume("/var/lib/docker/volumes:/x"), ["5:9-35 error web can change the data of all containers (/var/lib/docker/volumes). Mount it read-only."]],
    ["/proc", volume("/proc:/host/proc:ro"), [`5:9-28 ${reads("the host's processes and kernel settings", "/proc")}`]],
    ["/proc, writable", volume("/proc:/host/proc"), [`5:9-25 ${takeover("the host's processes and kernel settings", "/proc")}`]],
    ["/sys", volume("/sys:/sys:ro"), ["5:9-21 info web can read the host's devices and kernel settings (/sys), and so can whoever gets into it. Mount only what is needed of it."]],
    ["control groups, writable", volume("/sys/fs/cgroup:/sys/fs/cgroup"), [`5:9-38 ${takeover("settings of the host's kernel", "/sys/fs/cgroup")}`]],
    ["pins", volume("/sys/class/gpio:/sys/class/gpio"), [`5:9-40 ${changes("settings of the host's hardware", "/sys/class/gpio")}`]],
    ["/dev", volume("/dev:/dev"), ["5:9-18 error web has all device nodes of the host (/dev), and can remove and replace them. Name the devices that it needs under devices instead."]],
    ["shared memory", volume("/dev/shm:/dev/shm"), ["5:9-26 warning web shares /dev/shm with every program of the host. Leave it out, and set shm_size instead."]],
    ["the system's bus", volume("/var/run/dbus:/var/run/dbus:ro"), [`5:9-39 ${reaches("warning", "the bus over which root controls the host's services", "/var/run/dbus")}`]],
    ["a drive", volume("'C:\\:/x'"), [`5:9-17 ${takeover("a whole drive of the host", "C:\\")}`]],
    ["a default", volume("${CONF:-/etc}:/x"), [`5:9-25 ${takeover(ETC, "/etc")}`]],
    ["a value of .env", volume("$CONF:/x"), [`5:9-17 ${takeover(ETC, "/etc")}`], { env: "CONF=/etc" }],
    ["an alias", `x-v: &v ["/etc:/x"]\n${web("image: app", "volumes: *v")}`, [`1:10-19 ${takeover(ETC, "/etc")}`]],
    ["a fragment", web("volumes: ['/etc:/x']"), [`3:15-24 ${takeover(ETC, "/etc")}`]],
    ["a job", web("image: app", 'restart: "no"', "volumes: ['/etc:/x']"), [`5:15-24 ${takeover(ETC, "/etc")}`]],
  ],
  accepts: [
    ["a folder beside the file", volume("./etc:/etc/app")],
    ["a volume of that name", volume("etc:/etc/app")],
    ["a program's own folder in /etc", volume("/etc/pihole:/etc/pihole")],
    ["a program's own folder at home", volume("/home/anna/projects/app:/app")],
    ["a program's own folder in /var/lib", volume("/var/lib/woodpecker:/data")],
    ["the time zone, read-only", volume("/etc/localtime:/etc/localtime:ro")],
    ["users, read-only", volume("/etc/passwd:/etc/passwd:ro")],
    ["certificates, read-only", volume("/etc/ssl/certs:/etc/ssl/certs:ro")],
    ["known hosts", volume("~/.ssh/known_hosts:/root/.ssh/known_hosts:ro")],
    ["other files of a program at home", volume("~/.nuget/packages:/root/.nuget/packages:ro")],
    ["devices, read-only, for a program that watches the host", volume("/sys:/host/sys:ro", "prom/node-exporter")],
    ["kernel modules, read-only", volume("/lib/modules:/lib/modules:ro")],
    ["control groups, read-only", volume("/sys/fs/cgroup:/sys/fs/cgroup:ro")],
    ["random numbers", volume("/dev/urandom:/dev/random")],
    ["the daemon's socket, which another rule is about", volume("/var/run/docker.sock:/var/run/docker.sock")],
    ["a socket of a program", volume("/run/mysqld/mysqld.sock:/x")],
    ["one volume of Docker's", volume("/var/lib/docker/volumes/data/_data:/x")],
    ["logs", volume("/var/log:/var/log:ro")],
    ["a path that nobody set", volume("$CONF:/x")],
    ["another variable", volume("$HOMEPAGE/.ssh:/x")],
    ["access that nobody set", volume("type: bind\n        source: /etc\n        target: /x\n        read_only: $RO")],
    ["Windows", web("image: app", "platform: windows", "volumes: ['/etc:/x']")],
    ["a provider", web("provider: {type: cloud}", "volumes: ['/etc:/x']")],
  ],
  fixes: [
    ["nothing without being asked", volume("/lib/modules:/lib/modules"), volume("/lib/modules:/lib/modules")],
    ["the short syntax", volume("/lib/modules:/lib/modules # WireGuard"), volume("/lib/modules:/lib/modules:ro # WireGuard"), unsafe],
    ["options", volume("'/etc/localtime:/etc/localtime:rw,z'"), volume("'/etc/localtime:/etc/localtime:ro,z'"), unsafe],
    ["the long syntax", volume("type: bind\n        source: /boot\n        target: /x"), volume("type: bind\n        source: /boot\n        target: /x\n        read_only: true"), unsafe],
    ["in flow style", "services: {web: {image: app, volumes: ['/etc/passwd:/etc/passwd']}}\n", "services: {web: {image: app, volumes: ['/etc/passwd:/etc/passwd:ro']}}\n", unsafe],
    ["for a program that watches the host", volume("/proc:/host/proc", "prom/node-exporter"), volume("/proc:/host/proc:ro", "prom/node-exporter"), unsafe],
    ["not where reading is a fault as well", volume("/etc:/x"), volume("/etc:/x"), unsafe],
  ],
});
