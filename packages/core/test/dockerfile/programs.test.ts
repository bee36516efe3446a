import { describe, expect, test } from "vitest";
import { provisionOf } from "../../src/dockerfile/programs.js";
import { imageOf } from "./image-of.js";

/** Whether these lines bring curl to an image. */
function curl(...lines: readonly string[]): string | undefined {
  const image = imageOf(["FROM python:3-slim", ...lines].join("\n"));
  return image && provisionOf("curl", image);
}

describe("provisionOf", () => {
  test.each<readonly [provision: "installed" | "absent" | "unknown", lines: readonly string[]]>([
    ["installed", ["RUN apt-get update && apt-get install -y --no-install-recommends gcc curl && rm -rf /var/lib/apt/lists/*"]],
    ["installed", ["RUN apt-get update \\", " && apt-get install -y \\", "    gcc \\", "    # for the healthcheck", "    curl=7.88.1-10 \\", " && apt-get clean"]],
    ["installed", ["RUN apk add --no-cache curl"]],
    ["installed", ["RUN apk --no-cache add 'curl>8' bash"]],
    ["installed", ["RUN dnf install -y curl"]],
    ["installed", ["RUN DEBIAN_FRONTEND=noninteractive apt install -y curl"]],
    ["installed", ['RUN ["apt-get", "install", "-y", "curl"]']],
    ["installed", ["RUN <<EOF", "set -e", "apt-get update", "apt-get install -y curl", "EOF"]],
    ["installed", ["RUN ./setup.sh", "RUN apk add curl"]],
    ["installed", ["RUN apk add curl", "RUN pip install -r requirements.txt", "COPY . ."]],
    ["absent", []],
    ["absent", ["WORKDIR /app", "COPY requirements.txt .", "RUN pip install --no-cache-dir -r requirements.txt", "COPY . .", "USER app", 'CMD ["python", "app.py"]']],
    ["absent", ["RUN apt-get update && apt-get install -y gcc libpq-dev && rm -rf /var/lib/apt/lists/*"]],
    ["absent", ["RUN adduser -D app && chown -R app /app", "COPY --from=build --chown=app /app/dist /app"]],
    ["absent", ["COPY docker-entrypoint.sh /usr/local/bin/", "RUN chmod +x /usr/local/bin/docker-entrypoint.sh"]],
    ["absent", ["COPY --from=ghcr.io/astral-sh/uv:0.5 /uv /uvx /bin/"]],
    ["unknown", ["RUN apk add curl && apk del curl"]],
    ["unknown", ["RUN apk add --virtual .tools curl"]],
    ["unknown", ["RUN apt-get install -y curl", "RUN apt-get purge -y curl"]],
    ["unknown", ["RUN ./install-tools.sh"]],
    ["unknown", ["RUN sh -c 'apt-get install -y curl'"]],
    ["unknown", ["RUN apt-get install -y $PACKAGES"]],
    ["unknown", ["RUN apt-get install -y gettext"]],
    ["unknown", ["RUN apt-get install -y something-else"]],
    ["unknown", ["RUN if ! which curl; then exit 1; fi"]],
    ["unknown", ["RUN wget -O- https://example.com/install | sh"]],
    ["unknown", ["RUN python3 <<EOF", "x", "EOF"]],
    ["unknown", ["COPY --from=curlimages/curl /usr/bin/curl /usr/bin/curl"]],
    ["unknown", ["COPY --from=tools /usr/bin/curl /opt/"]],
    ["unknown", ["COPY --from=build /usr/local /usr/local"]],
    ["unknown", ["COPY rootfs/ /"]],
    ["unknown", ["ADD tools.tar.gz /usr/local/bin"]],
    ["unknown", ["COPY bin/ /usr/local/bin/"]],
    ["unknown", ["COPY bin/* /usr/local/bin/"]],
    ["absent", ["RUN if [ -f x ]; then mkdir y; fi"]],
    ["unknown", ["RUN ("]],
  ])("%s: %j", (provision, lines) => {
    expect(curl(...lines)).toBe(provision);
  });

  test("knows the packages of programs that are called otherwise", () => {
    const image = imageOf("FROM debian\nRUN apt-get install -y netcat-openbsd postgresql-client\n");
    expect(image && ["nc", "pg_isready", "curl", "wget"].map((program) => provisionOf(program, image))).toEqual(["installed", "installed", "unknown", "unknown"]);
  });
});
