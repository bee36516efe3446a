import { web } from "./check.js";
import { testRule } from "./table.js";

const unsafe = { unsafe: true };

testRule("oom-score", {
  reports: [
    ["a data store", web("image: postgres:17"), ["2:3-6 warning When the host runs out of memory, the kernel prefers the largest process, and that may well be web with its data. Set oom_score_adj to -500."]],
    ["a cache that keeps its data", web("image: redis:7", "command: [redis-server, --appendonly, 'yes']"), ["2:3-6 warning When the host"]],
    ["0", web("image: mysql:8", "oom_score_adj: 0"), ["4:20-21 warning An oom_score_adj of 0 does not protect web, which keeps data, when the host runs out of memory. Set it to -500."]],
    ["a raised score, in quotes", web("image: mysql:8", 'oom_score_adj: "300"'), ["4:20-25 warning An oom_score_adj of 300 does not protect web"]],
    ["0 from .env", web("image: mysql:8", "oom_score_adj: $SCORE"), ["4:20-26 warning An oom_score_adj of 0"], { env: "SCORE=0" }],
    ["a merged 0", `x-all: &all {oom_score_adj: 0}\n${web("<<: *all", "image: mysql:8")}`, ["1:29-30 warning An oom_score_adj of 0"]],
    ["what is never killed", web("image: nginx", "oom_score_adj: -1000"), ["4:20-25 warning With oom_score_adj: -1000 the kernel kills everything else before web, even if its memory is what leaks. Use -500."]],
    ["what is never killed, by default", web("image: postgres:17", "oom_score_adj: ${SCORE:--1000}"), ["4:20-35 warning With oom_score_adj: -1000"]],
    ["a job that is never killed", web("image: nginx", 'restart: "no"', "oom_score_adj: -1000"), ["5:20-25 warning With oom_score_adj: -1000"]],
    ["flow style", "services: {web: {image: 'postgres:17'}}\n", ["1:12-15 warning When the host"]],
  ],
  accepts: [
    ["a lowered score", web("image: postgres:17", "oom_score_adj: -500")],
    ["a score that is lowered a little", web("image: postgres:17", "oom_score_adj: -1")],
    ["a score that nobody set", web("image: postgres:17", "oom_score_adj: $SCORE")],
    ["a merged score", `x-all: &all {oom_score_adj: -100}\n${web("<<: *all", "image: mysql:8")}`],
    ["other services", web("image: nginx")],
    ["a cache that can be filled again", web("image: redis:7")],
    ["a raised score of others", web("image: nginx", "oom_score_adj: 500")],
    ["a backup with the image of a data store", web("image: postgres:17", "command: [pg_dump, -h, db]")],
    ["a job", web("image: postgres:17", 'restart: "no"')],
    ["a fragment", web("oom_score_adj: -1000")],
    ["Windows", web("image: postgres:17", "platform: windows")],
    ["a provider", web("provider: {type: postgres}", "image: postgres:17")],
  ],
  fixes: [
    ["nothing without being asked", web("image: postgres:17"), web("image: postgres:17")],
    ["in block style", web("image: postgres:17", "init: true # reaps"), web("image: postgres:17", "init: true # reaps", "oom_score_adj: -500"), unsafe],
    ["in flow style", "services: {web: {image: 'postgres:17'}}\n", "services: {web: {image: 'postgres:17', oom_score_adj: -500}}\n", unsafe],
    ["in place", web("image: postgres:17", "oom_score_adj: -1000 # never"), web("image: postgres:17", "oom_score_adj: -500 # never"), unsafe],
    ["the default of a variable", web("image: nginx", "oom_score_adj: ${SCORE:--1000}"), web("image: nginx", "oom_score_adj: ${SCORE:--500}"), unsafe],
  ],
});
