# syntax=docker/dockerfile:1

# Node 24 is in long-term support until April 2028. 26 is the newer long-term line and not tested here.
ARG NODE_IMAGE=node:24.20.0-trixie-slim

# Compiles the program.
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY src ./src
RUN npm run build

# Installs what the program needs when it runs. No script of any package runs: SQLite's binary ships in its package.
FROM ${NODE_IMAGE} AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE}
LABEL org.opencontainers.image.title="Termline" \
      org.opencontainers.image.description="An event-sourced tracker of publicly announced contracts" \
      org.opencontainers.image.version="0.1.0" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.base.name="docker.io/library/node:24.20.0-trixie-slim"
# A container is reached by its own address, never by its loopback.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY package.json LICENSE ./
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY views ./views
COPY public ./public
COPY events ./events
# The one folder that is written to: the default store is data/termline.db.
RUN install -d -o node -g node data
VOLUME /app/data
# The image's user "node", by number, so that who runs it can see that it isn't root.
USER 1000:1000
EXPOSE 3000
STOPSIGNAL SIGTERM
# Whether the server itself answers. It does while the store is away, which starting it anew would not mend;
# /readyz tells that, for whoever waits for it or sends it traffic.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --start-interval=2s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:'+process.env.PORT+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
# No npm and no shell in between: signals arrive. Other commands: docker run … termline verify
ENTRYPOINT ["node", "dist/cli/main.js"]
CMD ["serve"]
