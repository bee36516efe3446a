import { testRule } from "./table.js";

/** The services `api` and `db`, each with these keys in flow style; they are in lines 2 and 3. */
const two = (api: string, db = "image: postgres", rest = ""): string => `services:\n  api: {image: acme/api, ${api}}\n  db: {${db}}\n${rest}`;
const bridge = "network_mode: bridge";
const end = "which knows no names. Remove network_mode: Compose makes a network on which names are found.";

testRule("default-bridge", {
  reports: [
    ["a host in a variable", two(`${bridge}, environment: {DB_HOST: db}`), [`2:40-46 error api looks for db by its name, but \`network_mode: bridge\` puts api on Docker's default bridge, ${end}`]],
    ["a URL", two(`${bridge}, environment: ["DATABASE_URL=postgres://u:$\${P}@db:5432/app"]`), ["2:40-46 error api looks for db"]],
    ["host and port", two(`${bridge}, environment: {BROKERS: "kafka:9092,db:9092"}`), ["2:40-46 error api looks for db"]],
    ["an option of the command", two(`${bridge}, command: serve --db-host db`), ["2:40-46 error api looks for db"]],
    ["an option with its value", two(`${bridge}, command: [serve, --db-server=db]`), ["2:40-46 error api looks for db"]],
    ["the name of the container", two(`${bridge}, environment: {URL: "http://store/"}`, "image: x, container_name: store"), ["2:40-46 error api looks for db"]],
    ["one that others look for", two("environment: {DB_HOST: db}", `image: postgres, ${bridge}`), [`3:39-45 error api looks for db by its name, but \`network_mode: bridge\` puts db on Docker's default bridge, ${end}`]],
    ["both", two(`${bridge}, environment: {DB_HOST: db}`, `image: postgres, ${bridge}`), ["2:40-46 error api looks for db", "3:39-45 error api looks for db by its name, but `network_mode: bridge` puts db"]],
    ["a link to another one", two(`${bridge}, links: [cache], environment: {DB_HOST: db}`, `image: postgres`, `  cache: {image: redis, ${bridge}}\n`), ["2:40-46 error"]],
    ["a mode by default", two('network_mode: "${MODE:-bridge}", environment: {DB_HOST: db}'), ["2:40-57 error"]],
  ],
  accepts: [
    ["no names", two(`${bridge}, environment: {DB_HOST: 192.168.1.5}`)],
    ["a word that is no host", two(`${bridge}, environment: {POSTGRES_USER: db, NAME: db}`)],
    ["the order of starts alone", two(`${bridge}, depends_on: [db]`)],
    ["a link", two(`${bridge}, links: [db], environment: {DB_HOST: db}`, `image: postgres, ${bridge}`)],
    ["a link by another name", two(`${bridge}, links: ["db:store"], environment: {DB_HOST: store}`, `image: postgres, ${bridge}`)],
    ["a written address", two(`${bridge}, extra_hosts: ["db:172.17.0.1"], environment: {DB_HOST: db}`)],
    ["a written address in a mapping", two(`${bridge}, extra_hosts: {db: 172.17.0.1}, environment: {DB_HOST: db}`)],
    ["a longer name", two(`${bridge}, environment: {URL: "http://db.example.com:5432", DB_HOST: db-main}`)],
    ["a value that nobody set", two(`${bridge}, environment: {DB_HOST: $DB}`)],
    ["a mode that nobody set", two("network_mode: $MODE, environment: {DB_HOST: db}")],
    ["no mode", two("environment: {DB_HOST: db}")],
    ["a network called bridge", two("networks: [bridge], environment: {DB_HOST: db}", "image: postgres, networks: [bridge]", "networks: {bridge: {}}\n")],
    ["a single service", `services: {api: {image: x, ${bridge}, environment: {API_HOST: api}}}\n`],
    ["a fragment", `services: {api: {${bridge}, environment: {DB_HOST: db}}, db: {image: x}}\n`],
  ],
  fixes: [
    ["not without being asked", two(`${bridge}, environment: {DB_HOST: db}`), two(`${bridge}, environment: {DB_HOST: db}`)],
    ["in flow style", two(`${bridge}, environment: {DB_HOST: db}`), two("environment: {DB_HOST: db}"), { unsafe: true }],
    [
      "both in block style",
      `services:\n  api:\n    image: acme/api\n    ${bridge} # as on the old host\n    environment:\n      - DB_HOST=db\n  db:\n    image: postgres\n    ${bridge}\n`,
      "services:\n  api:\n    image: acme/api\n    # as on the old host\n    environment:\n      - DB_HOST=db\n  db:\n    image: postgres\n",
      { unsafe: true },
    ],
    [
      "not where the other one is elsewhere",
      two(`${bridge}, environment: {DB_HOST: db}`, "image: postgres, networks: [back]", "networks: {back: {}}\n"),
      two(`${bridge}, environment: {DB_HOST: db}`, "image: postgres, networks: [back]", "networks: {back: {}}\n"),
      { unsafe: true },
    ],
  ],
});
