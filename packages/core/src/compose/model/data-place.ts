/** Whether a path in a container is called like a place that programs write to: `/data`, `/var/lib/app`, `/app/uploads`, `/srv/cache/x`. */
export function isDataPlace(target: string): boolean {
  return /^\/(?:var\/(?:lib|log|cache|spool|backups?|opt)|srv|mnt|media|tmp|run|home|root|bitnami)(?:\/|$)/.test(target) || target.split("/").some(isDataName);
}

/** Whether a file or folder is called like something that programs write. */
export function isDataName(name: string): boolean {
  return NAMES.test(name);
}

const NAMES = new RegExp(
  `^\\.?(?:${[
    "[\\w-]*[-_]?data(?:dir|log)?", "data[-_][\\w-]+", "databases?", "db", "storages?", "store", "state", "persist\\w*", "volumes?", "shared", "var", "\\w+[-_](?:home|dir)",
    "library", "libraries", "uploads?", "files", "documents", "attachments", "media", "photos", "pictures", "music", "movies", "tv", "videos?", "models", "saves?", "worlds?",
    "downloads?", "torrents?", "watch", "backups?", "dumps?", "snapshots?", "exports?", "imports?", "(?:[\\w-]+[-_])?logs?", "\\w*cache\\w*", "te?mp", "scratch", "spool", "queue",
    "in(?:put|box|coming)?", "out(?:put|box|going)?", "results?", "reports?", "artifacts?", "recordings?", "pcaps?", "captures?", "generated", "repos", "repositor(?:y|ies)", "workspaces?", "work(?:dir)?", "home", "sessions?",
    "letsencrypt", "acme", "etcd",
  ].join("|")})$`,
  "i",
);
