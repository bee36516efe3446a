import { describe, expect, test } from "vitest";
import { imageOf, show } from "./image-of.js";

type Setting = NonNullable<Parameters<typeof imageOf>[1]>;
type Case = readonly [title: string, lines: readonly string[], image: Readonly<Record<string, unknown>> | undefined, setting?: Setting];

function check(cases: readonly Case[]): void {
  test.each(cases.map(([title, ...rest]) => [title, rest] as const))("%s", (_title, [lines, image, setting]) => {
    expect(show(imageOf(lines.join("\n"), setting))).toEqual(image);
  });
}

describe("instructions", () => {
  check([
    ["nothing but a base", ["FROM alpine"], { base: "alpine" }],
    ["the last one counts", ["FROM alpine", "USER a", "USER b:c", "STOPSIGNAL 9", "STOPSIGNAL quit"], { base: "alpine", user: "b:c", stop: "SIGQUIT" }],
    ["a stop signal that is none", ["FROM alpine", "STOPSIGNAL HELLO"], { base: "alpine", stop: "unknown" }],
    ["quotes", ["FROM alpine", 'USER "a"'], { base: "alpine", user: "a" }],
    ["folders one below the other", ["FROM alpine", "WORKDIR /a", "WORKDIR b", "WORKDIR ../c/"], { base: "alpine", workdir: "/a/c" }],
    ["a folder below one of the base", ["FROM alpine", "WORKDIR a"], { base: "alpine", workdir: "unknown" }],
    ["ports add up", ["FROM alpine", "EXPOSE 80 443/TCP", "EXPOSE 53/udp 8000-8010", "EXPOSE 0:81:82 0.0.0.0:83:84 70000 http"], { base: "alpine", ports: ["80/tcp", "443/tcp", "53/udp", "8000-8010/tcp", "82/tcp", "84/tcp", "unknown", "unknown"] }],
    ["volumes add up", ["FROM alpine", "VOLUME /a /b", 'VOLUME ["/c d"]'], { base: "alpine", volumes: ["/a", "/b", "/c d"] }],
    ["steps", ["FROM alpine", "RUN a", "COPY --from=x b c", "ADD d e"], { base: "alpine", steps: ["RUN a", "COPY b c", "ADD d e"] }],
    ["what makes no difference", ["FROM alpine", "LABEL a=b", "MAINTAINER me"], { base: "alpine" }],
  ]);
});

describe("ENTRYPOINT and CMD", () => {
  check([
    ["both forms", ["FROM alpine", 'ENTRYPOINT ["a", "b"]', "CMD c $d"], { base: "alpine", entrypoint: ["a", "b"], cmd: "c $d" }],
    ["an entrypoint takes the command of the base away", ["FROM nginx", 'ENTRYPOINT ["a"]'], { base: "nginx", entrypoint: ["a"], cmd: [] }],
    ["but not one that its own stage has set before", ["FROM nginx", 'CMD ["b"]', 'ENTRYPOINT ["a"]'], { base: "nginx", entrypoint: ["a"], cmd: ["b"] }],
    ["it takes away that of a stage below", ["FROM nginx AS a", 'CMD ["b"]', "FROM a", 'ENTRYPOINT ["a"]'], { base: "nginx", entrypoint: ["a"], cmd: [] }],
    ["a command leaves the entrypoint of the base alone", ["FROM nginx", 'CMD ["b"]'], { base: "nginx", cmd: ["b"] }],
    ["no entrypoint any more", ["FROM nginx", "ENTRYPOINT []"], { base: "nginx", entrypoint: [], cmd: [] }],
    ["an empty script is one all the same", ["FROM nginx", "ENTRYPOINT"], { base: "nginx", entrypoint: "", cmd: [] }],
    ["another shell for what follows", ["FROM alpine", "ENTRYPOINT a", 'SHELL ["/bin/bash", "-c"]', "CMD b"], { base: "alpine", entrypoint: "a", cmd: "/bin/bash -c: b" }],
    ["the shell of a stage below", ["FROM alpine AS a", 'SHELL ["/bin/bash", "-c"]', "FROM a", "CMD b"], { base: "alpine", cmd: "/bin/bash -c: b" }],
    ["a shell that is no list", ["FROM alpine", "SHELL bash -c"], undefined],
    ["a list that is none is a script", ["FROM alpine", "CMD ['a']"], { base: "alpine", cmd: "['a']" }],
  ]);
});

describe("HEALTHCHECK", () => {
  check([
    ["a script", ["FROM alpine", "HEALTHCHECK CMD a || exit 1"], { base: "alpine", health: ["a || exit 1"] }],
    ["a list", ["FROM alpine", 'HEALTHCHECK CMD ["a"]'], { base: "alpine", health: [["a"]] }],
    ["times", ["FROM alpine", "HEALTHCHECK --interval=1m30s --timeout=3s --start-period=0s --start-interval=1s --retries=5 CMD a"], { base: "alpine", health: ["a", 90_000, 3_000, "-", 1_000, 5] }],
    ["none", ["FROM alpine", "HEALTHCHECK CMD a", "HEALTHCHECK NONE"], { base: "alpine", health: "none" }],
    ["one takes the place of another as a whole", ["FROM alpine", "HEALTHCHECK --retries=5 CMD a", "HEALTHCHECK CMD b"], { base: "alpine", health: ["b"] }],
  ]);
});

describe("stages", () => {
  const two = ["FROM golang:1 AS build", "USER a", "RUN b", "FROM alpine:3", "COPY --from=build /x /x", "EXPOSE 80"];
  check([
    ["the last one", two, { base: "alpine:3", ports: ["80/tcp"], steps: ["COPY /x /x"] }],
    ["the target", two, { base: "golang:1", user: "a", steps: ["RUN b"] }, { target: "build" }],
    ["a target in other letters", two, { base: "golang:1", user: "a", steps: ["RUN b"] }, { target: "Build" }],
    ["a target that is not there", two, undefined, { target: "tests" }],
    ["one on top of the other", ["FROM node:20 as base", "USER node", "EXPOSE 1", "FROM base AS deps", "RUN a", "FROM base", "EXPOSE 2", "CMD b"], { base: "node:20", user: "node", ports: ["1/tcp", "2/tcp"], cmd: "b" }],
    ["three of them", ["FROM a AS x", "USER 1", "FROM x AS y", "VOLUME /v", "FROM y", "WORKDIR /w"], { base: "a", user: "1", volumes: ["/v"], workdir: "/w" }],
    ["a stage further down is none to begin with", ["FROM alpine", "FROM b AS a", "FROM a AS b"], { base: "b" }],
    ["a stage that is called like its base", ["FROM nginx AS nginx", "USER a", "FROM nginx"], { base: "nginx", user: "a" }],
    ["two of the same name", ["FROM a AS x", "FROM b AS x", "FROM x"], { base: "b" }],
    ["nothing at all", ["FROM scratch", "USER 1"], { base: "scratch", user: "1" }],
    ["no stage", ["ARG a"], undefined],
    ["something in front of the first stage", ["RUN a", "FROM alpine"], undefined],
    ["FROM with too much behind it", ["FROM alpine base"], undefined],
    ["Windows", ["FROM mcr.microsoft.com/windows/servercore:ltsc2022"], undefined],
    ["Windows by its platform", ["FROM --platform=windows/amd64 golang"], undefined],
    ["Windows in a tag", ["ARG tag=20-nanoserver", "FROM node:$tag"], undefined],
    ["triggers are carried out in the next stage alone", ["FROM a AS x", "ONBUILD USER u", "ONBUILD CMD c", "FROM x AS y", 'ENTRYPOINT ["e"]', "FROM y"], { base: "a", user: "u", entrypoint: ["e"], cmd: "c" }],
    ["and not in their own", ["FROM a", "ONBUILD USER u"], { base: "a" }],
    ["another context for a stage", ["FROM a AS x", "USER u", "FROM x", "EXPOSE 1"], { base: "unknown", ports: ["1/tcp"] }, { contexts: ["x"] }],
    ["another context for an image", ["FROM docker.io/library/a:latest", "USER u"], { base: "unknown", user: "u" }, { contexts: ["a"] }],
    ["another context for something else", ["FROM a:2"], { base: "a:2" }, { contexts: ["a"] }],
  ]);
});

describe("variables", () => {
  check([
    ["in FROM", ["ARG TAG=3", "FROM alpine:${TAG}"], { base: "alpine:3" }],
    ["one after the other", ["ARG A=3", "ARG B=alpine:$A", "FROM $B"], { base: "alpine:3" }],
    ["several in one instruction", ["ARG A=alpine B=3", "FROM $A:$B"], { base: "alpine:3" }],
    ["the service's own value", ["ARG TAG=3", "FROM alpine:$TAG"], { base: "alpine:4" }, { args: { TAG: "4" } }],
    ["a value that nobody knows", ["ARG TAG=3", "FROM alpine:$TAG"], { base: "unknown" }, { args: { TAG: undefined } }],
    ["no value", ["ARG TAG", "FROM alpine:$TAG"], { base: "unknown" }],
    ["no value, but a default", ["ARG TAG", "FROM alpine:${TAG:-3}"], { base: "alpine:3" }],
    ["a stage by its variable", ["ARG KIND=prod", "FROM a AS dev", "FROM b AS prod", "FROM ${KIND}"], { base: "a" }, { args: { KIND: "dev" } }],
    ["the platform", ["FROM a-$TARGETARCH", "USER u"], { base: "unknown", user: "u" }],
    ["an argument of FROM is unknown to the stage", ["ARG U=1", "FROM a", "USER $U"], { base: "a", user: "unknown" }],
    ["until it asks for it", ["ARG U=1", "FROM a", "ARG U", "USER $U"], { base: "a", user: "1" }],
    ["a default of its own", ["ARG U=1", "FROM a", "ARG U=2", "USER $U"], { base: "a", user: "2" }],
    ["the service's before both", ["ARG U=1", "FROM a", "ARG U=2", "USER $U"], { base: "a", user: "3" }, { args: { U: "3" } }],
    ["only for what the Dockerfile asks for", ["FROM a", "USER $U"], { base: "a", user: "unknown" }, { args: { U: "3" } }],
    ["ENV", ["FROM a", "ENV U=1 V='a b'", "ENV W $V c", "USER $U", "WORKDIR /$W"], { base: "a", user: "1", workdir: "/a b c" }],
    ["ENV before ARG", ["FROM a", "ARG U=1", "ENV U=2", "USER $U"], { base: "a", user: "2" }, { args: { U: "3" } }],
    ["ARG behind ENV", ["FROM a", "ENV U=2", "ARG U=1", "USER $U"], { base: "a", user: "unknown" }],
    ["values of one instruction do not know each other", ["FROM scratch", "ENV A=1", "ENV A=2 B=$A", "USER $B"], { base: "scratch", user: "1" }],
    ["from a stage below", ["FROM a AS x", "ARG U=1", "ENV V=2", "FROM x", "USER $U:$V"], { base: "a", user: "1:2" }],
    ["not from another stage", ["FROM a AS x", "ARG U=1", "FROM b", "USER $U"], { base: "b", user: "unknown" }],
    ["the base may set what nobody sets here", ["FROM a", "USER ${U:-1}"], { base: "a", user: "unknown" }],
    ["unless there is none", ["FROM scratch", "USER ${U:-1}"], { base: "scratch", user: "1" }],
    ["a declared one has its default", ["FROM a", "ARG U", "USER ${U:-1}"], { base: "a", user: "1" }],
    ["in ports and volumes", ["FROM a", "ARG P=80", "EXPOSE $P ${P}/udp", 'VOLUME ["/$P"]'], { base: "a", ports: ["80/tcp", "80/udp"], volumes: ["/80"] }],
    ["not in commands", ["FROM a", "ARG P=80", "CMD a $P", "HEALTHCHECK CMD b $P"], { base: "a", cmd: "a $P", health: ["b $P"] }],
  ]);
});

test("a value stands where its instruction does", () => {
  const text = "FROM node:20 AS base\nUSER node\nFROM base\nHEALTHCHECK --interval=5s \\\n  CMD a\nENTRYPOINT [\"b\"]\n";
  const image = imageOf(text);
  const places = [image?.base.place, image?.user?.place, image?.healthcheck?.place, image?.command?.place];
  expect(places.map((place) => place && text.slice(place.range.start, place.range.end))).toEqual(["FROM node:20 AS base", "USER node", "HEALTHCHECK --interval=5s \\\n  CMD a", 'ENTRYPOINT ["b"]']);
});
