/**
 * Builds the HTTP side: pages, read API, admin API, health. It never listens; `main` does.
 */
import express, { Router, type Express, type RequestHandler } from 'express';
import helmet from 'helmet';
import type { FollowingState } from '../tracker/contract.ts';
import { Problem } from '../tracker/problems.ts';
import { adminRouter } from './admin.ts';
import { apiRouter } from './api.ts';
import { loadAssets } from './assets.ts';
import type { AppDeps } from './deps.ts';
import { errorHandler, nothingHere, readableAddress } from './errors.ts';
import { exportRoutes } from './exports.ts';
import { KeptAnswers } from './kept.ts';
import { liveRoutes } from './live.ts';
import { localsOf } from './negotiate.ts';
import { openApiDocument } from './openapi.ts';
import { announcementPages } from './pages/announcements.ts';
import { clausePages } from './pages/clauses.ts';
import { comparePages } from './pages/compare.ts';
import { questionPages } from './pages/questions.ts';
import { contractPairPages } from './pages/contract-pairs.ts';
import { overviewPages } from './pages/overviews.ts';
import { recordPages } from './pages/record.ts';
import { searchPages } from './pages/search.ts';
import { statePages } from './pages/state.ts';
import type { PageDeps } from './pages/page.ts';
import { createRenderer } from './render.ts';
import { API_PREFIX, route } from './routes.ts';
import { jsonAnswer, send, type Answer } from './send.ts';

const security = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  xFrameOptions: { action: 'deny' },
  // What lies below the host's name is not ours to bind to TLS.
  strictTransportSecurity: { includeSubDomains: false },
});

/** Why the server isn't ready. */
const FOLLOWING_WORDS: Readonly<Record<Exclude<FollowingState, 'live'>, string>> = {
  'catching-up': 'The server is reading what is in its store.',
  stalled: 'The store doesn’t answer; it is tried again.',
  ended: 'The server no longer follows its store; its log has the reason.',
};

/** Measures each request and logs it in one line, when its answer is out. */
function watch({ logger, metrics }: AppDeps): RequestHandler {
  return (req, res, next) => {
    const start = process.hrtime.bigint();
    res.once('close', () => {
      const seconds = Number(process.hrtime.bigint() - start) / 1e9;
      const request = { method: req.method, route: localsOf(res).route, status: res.statusCode, seconds };
      metrics.answered(request);
      logger.info(request, 'answered');
    });
    next();
  };
}

const JSON_SUFFIX = /\.json$/;

/** Takes the suffix `.json` off an address of a page, and remembers it. */
const suffixes: RequestHandler = (req, res, next) => {
  const [path = '', ...rest] = req.url.split('?');
  if ((path.startsWith('/dossiers/') || path === '/search.json') && JSON_SUFFIX.test(path)) {
    localsOf(res).suffix = 'json';
    req.url = [path.replace(JSON_SUFFIX, ''), ...rest].join('?');
  }
  next();
};

function serviceRoutes(router: Router, deps: AppDeps): void {
  let description: Answer | null = null;
  route(router, '/openapi.json', {
    GET: (req, res) => {
      description ??= jsonAnswer(openApiDocument(deps.version));
      return send(req, res, description);
    },
  });
  route(router, '/healthz', {
    GET: (_req, res) => {
      res.set('Cache-Control', 'no-store').json({ status: 'alive' });
    },
  });
  route(router, '/readyz', {
    GET: (_req, res) => {
      const status = deps.tracker.following();
      if (status !== 'live') {
        throw new Problem('store-unavailable', FOLLOWING_WORDS[status], { extra: { following: status } });
      }
      res.set('Cache-Control', 'no-store').json({ status });
    },
  });
  route(router, '/metrics', {
    GET: async (_req, res) => {
      const { registry } = deps.metrics;
      res.set({ 'Cache-Control': 'no-store', 'Content-Type': registry.contentType });
      res.end(await registry.metrics());
    },
  });
}

function pageRoutes(router: Router, given: PageDeps): void {
  recordPages(router, given);
  statePages(router, given);
  comparePages(router, given);
  contractPairPages(router, given);
  announcementPages(router, given);
  clausePages(router, given);
  searchPages(router, given);
  questionPages(router, given);
  overviewPages(router, given);
}

/**
 * The application. Templates and assets are read now; a fault in them is thrown here.
 * @param deps see `AppDeps`
 */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', false);
  app.set('etag', false);
  app.set('trust proxy', deps.trustProxy ?? false);
  const assets = loadAssets();
  const renderer = createRenderer({
    version: deps.version,
    stylesheet: assets.address('style.css'),
    icon: assets.address('icon.svg'),
    script: assets.address('script.js'),
  });
  deps.metrics.watch(() => deps.tracker.following());
  app.use(watch(deps), security, readableAddress);
  const service = Router({ caseSensitive: true });
  serviceRoutes(service, deps);
  assets.serve(service);
  liveRoutes(service, deps.tracker);
  app.use(service);
  app.use(`${API_PREFIX}/admin`, adminRouter(deps));
  const kept = new KeptAnswers(deps.tracker);
  const api = apiRouter(deps.tracker, kept);
  exportRoutes(api, deps.tracker);
  app.use(API_PREFIX, api);
  const pages = Router({ caseSensitive: true });
  pageRoutes(pages, { tracker: deps.tracker, renderer, kept });
  app.use(suffixes, pages);
  app.use(nothingHere);
  app.use(errorHandler(deps, renderer));
  return app;
}
