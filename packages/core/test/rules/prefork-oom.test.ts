import { web } from "./check.js";
import { testRule } from "./table.js";

const limited = (...more: readonly string[]): string => web("image: acme/app", "mem_limit: 512m", ...more);
const run = (command: string): string => limited(`command: ${command}`);

testRule("prefork-oom", {
  reports: [
    [
      "gunicorn",
      run("gunicorn -w 4 app:app"),
      ["5:14-35 info The 4 workers of `gunicorn` share the 512m of memory of web: when it is reached, the kernel kills one of them in the middle of its work, and the container runs on as if nothing had happened. Let it renew them with --max-requests, or run one in each of several containers."],
    ],
    ["a list", run('["/venv/bin/gunicorn", "--workers=4", "app:app"]'), ["5:15-35 info The 4 workers of `gunicorn`"]],
    ["a short option", run("gunicorn -w4 app:app"), ["5:14-34 info The 4 workers"]],
    ["an interpreter in front", run("python -m gunicorn --workers 4 app:app"), ["5:14-52 info The 4 workers"]],
    ["a script", run("sh -c './prepare && exec gunicorn -w 4 app:app'"), ["5:14-61 info The 4 workers of `gunicorn`"]],
    ["a variable", limited("command: gunicorn app:app", "environment: {WEB_CONCURRENCY: 4}"), ["5:14-30 info The 4 workers"]],
    ["a number by default", run("gunicorn -w ${WORKERS:-4} app:app"), ["5:14-47 info The 4 workers"]],
    ["a number from .env", run("gunicorn -w $WORKERS app:app"), ["5:14-42 info The 4 workers"], { env: "WORKERS=4" }],
    ["uvicorn", run("uvicorn app:app --workers 4"), ["5:14-41 info The 4 workers of `uvicorn`"]],
    ["hypercorn", run("hypercorn app:app --workers 4"), ["5:14-43 info The 4 workers of `hypercorn`"]],
    ["puma", run("bundle exec puma -w 4"), ["5:14-35 info The 4 workers of `puma`"]],
    ["celery", run("celery -A app worker --concurrency=4"), ["5:14-50 info The 4 workers of `celery`"]],
    ["celery, one for each processor", run("celery -A app worker -l info"), ["5:14-42 info The workers of `celery` share the 512m"]],
    ["celery with a pool of processes", run("celery -A app worker -P prefork -c 4"), ["5:14-50 info The 4 workers"]],
    ["uwsgi", run("uwsgi --http :8000 --processes 4 --wsgi-file app.py"), ["5:14-65 info The 4 workers of `uwsgi`"]],
    ["PHP", web("image: php:8.3-fpm-alpine", "mem_limit: 512m"), ["2:3-6 info The workers of `php-fpm` share the 512m of memory of web: when it is reached, the kernel kills one of them in the middle of its work, and the container runs on as if nothing had happened. Keep pm.max_children"]],
    ["PHP of another image", run("php-fpm8.2 -F"), ["5:14-27 info The workers of `php-fpm`"]],
    ["a limit under deploy", web("image: acme/app", "command: gunicorn -w 4 app:app", "deploy: {resources: {limits: {memory: 1g}}}"), ["4:14-35 info The 4 workers of `gunicorn` share the 1g of memory"]],
    ["a limit that nobody set", web("image: acme/app", "mem_limit: $LIMIT", "command: gunicorn -w 4 app:app"), ["5:14-35 info The 4 workers of `gunicorn` share the memory limit of web"]],
    ["a merged limit", `x-all: &all {mem_limit: 512m}\n${web("<<: *all", "image: acme/app", "command: gunicorn -w 4 app:app")}`, ["6:14-35 info The 4 workers"]],
  ],
  accepts: [
    ["no memory limit", web("image: acme/app", "command: gunicorn -w 4 app:app")],
    ["a limit of 0, which is none", web("image: acme/app", "mem_limit: 0", "command: gunicorn -w 4 app:app")],
    ["one worker", run("gunicorn -w 1 app:app")],
    ["one worker by default", run("gunicorn app:app")],
    ["workers that are renewed", run("gunicorn -w 4 --max-requests 1000 app:app")],
    ["a file that may say so", run("gunicorn -w 4 -c gunicorn.conf.py app:app")],
    ["a number that nobody set", run("gunicorn -w $WORKERS app:app")],
    ["threads", run("gunicorn --threads 4 app:app")],
    ["celery with threads", run("celery -A app worker --pool=threads --concurrency=4")],
    ["celery with renewed workers", run("celery -A app worker --max-memory-per-child=200000")],
    ["celery with one worker", run("celery -A app worker -c 1")],
    ["celery that only plans", run("celery -A app beat")],
    ["PHP with settings of its own", web("image: php:8.3-fpm", "mem_limit: 512m", "volumes: ['./www.conf:/usr/local/etc/php-fpm.d/www.conf:ro']")],
    ["PHP without FPM", web("image: php:8.3-cli", "mem_limit: 512m")],
    ["another command of the image", web("image: php:8.3-fpm", "mem_limit: 512m", "command: php worker.php")],
    ["a job", limited('restart: "no"', "command: gunicorn -w 4 app:app")],
    ["a fragment", web("mem_limit: 512m", "command: gunicorn -w 4 app:app")],
    ["Windows", limited("platform: windows", "command: gunicorn -w 4 app:app")],
    ["a provider", web("provider: {type: cloud}", "mem_limit: 512m", "command: gunicorn -w 4 app:app")],
  ],
});
