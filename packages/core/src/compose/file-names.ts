/**
 * Whether a file's name says that it is a Compose file: `compose.yaml`, `docker-compose.yml`, and variants such as
 * `docker-compose.prod.yml`, `compose-dev.yaml` or `compose.override.yaml`. Our own configuration is none.
 */
export function isComposeFileName(name: string): boolean {
  return /^(?:docker-)?compose(?!-lint\.config\.)(?:[._-][^/\\]*)?\.ya?ml$/i.test(name);
}
