/** What a service is for. */
export type Role =
  /** Keeps data that somebody would miss. */
  | "data-store"
  /** Keeps data in memory that can be made again. */
  | "cache"
  /** Hands on messages; many keep them on disk meanwhile. */
  | "queue"
  /** Takes requests from the outside and hands them on, or serves files. */
  | "reverse-proxy"
  /** Gives whoever reaches it power over a database or a container engine. */
  | "admin-panel"
  | "dns"
  | "vpn"
  | "mail"
  /** Runs once and ends. */
  | "job"
  /** Watches others, or keeps and shows what was seen. */
  | "monitoring"
  /** Stands between the daemon's socket and those that use it. */
  | "socket-proxy"
  | "time-daemon"
  /** Restarts containers that have become unhealthy. */
  | "health-watcher"
  /** Everything else. */
  | "application";
