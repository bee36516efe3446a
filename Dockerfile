# The command in an image of its own: docker run --rm -v "$PWD:/work:ro" <image>
# It runs without root, network and a writable root: add --read-only --cap-drop ALL --network none as you like.
FROM node:24.11.1-alpine3.22

COPY dist/compose-lint.mjs dist/cli.cjs dist/import-module.cjs dist/review.cjs dist/THIRD-PARTY-LICENSES.txt /opt/compose-lint/dist/
COPY docs/rules /opt/compose-lint/docs/rules
RUN ln -s /opt/compose-lint/dist/compose-lint.mjs /usr/local/bin/compose-lint

# What is compiled would be gone with the container.
ENV NODE_DISABLE_COMPILE_CACHE=1
USER node
WORKDIR /work
ENTRYPOINT ["compose-lint"]
