import { createHash } from 'node:crypto';
import { bodyParser } from '@koa/bodyparser';
import Router from '@koa/router';
import type Koa from 'koa';
import type { z } from 'zod';
import type { Deps } from '../deps';
import { authenticate } from './authenticate';
import type { Actor } from './actor';
import { within } from '../patience';
import { ensureProvenBody } from '../domains/registry/terminal-proof';
import { refusalFor } from './error-handler';
import { authorize, ensure, Refusal } from './errors';
import { fileOf, type UploadedFile } from './file-body';
import { createRunningIntents, intentOf, once, type Outcome } from './idempotency';
import type { AnyRequest, Route } from './route';

const jsonBody = bodyParser({ enableTypes: ['json'], jsonLimit: '256kb', encoding: 'utf-8' });

/**
 * Nobody waits longer for an answer: a database that hangs (a full disk, a lock, a frozen machine) must not hold every line and page. Phones and pages
 * repeat what they intended with the same Idempotency-Key, and read what became of it.
 */
const patienceSeconds = 15;
/** Whole tables and printed papers take their time. */
const longWorkSeconds = 120;
const isLong = ({ endpoint }: Route) => Boolean(endpoint.file ?? endpoint.produces);

/** The router of all domains below `/api`. @throws where two routes share a key, or an endpoint of the contract has none. */
export function apiRouter(deps: Deps, routes: Route[]): Router {
  const router = new Router({ prefix: '/api' });
  const keys = new Set<string>();
  const runAlone = createRunningIntents();
  for (const route of routes) {
    if (keys.has(route.key)) throw new Error(`two routes for ${route.key}`);
    keys.add(route.key);
    const [method, path] = route.key.split(' ') as [string, string];
    const body = route.endpoint.file ? [] : [ensureJson, jsonBody];
    const longest = isLong(route) ? longWorkSeconds : patienceSeconds;
    router.register(path, [method], [...body, (koa: Koa.Context) => within(longest, answer(koa, deps, route, runAlone), (error) => refusalFor(deps, error, koa.state.requestId))]);
  }
  return router;
}

async function ensureJson(koa: Koa.Context, next: Koa.Next): Promise<void> {
  ensure(!koa.request.length || koa.is('application/json'), 'request.not_json');
  await next();
}

/** guard → parse → act → present: what every request goes through. */
async function answer(koa: Koa.Context, deps: Deps, { endpoint, handle }: Route, runAlone: ReturnType<typeof createRunningIntents>): Promise<void> {
  const { actor, seat } = await authenticate(koa, deps, endpoint.access);
  authorize(!actor || endpoint.roles?.[actor.role] !== undefined);
  ensure(actor?.kind !== 'staff' || actor.isSetUp || endpoint.duringSetup, 'identity.setup_required');
  const { name: _nameOfFile, ...withoutName } = koa.query;
  const parsed = {
    params: parse(endpoint.params, koa.params),
    query: parse(endpoint.query, endpoint.file ? withoutName : koa.query),
    body: parse(endpoint.body, koa.request.body),
    file: endpoint.file && (await fileOf(koa, endpoint.file)),
  };
  ensureProvenBody(koa, parsed.file?.bytes ?? koa.request.rawBody ?? '');
  const present = (result: unknown) => (endpoint.produces ? result : endpoint.response.parse(result));
  const origin = { requestId: String(koa.state.requestId), ip: koa.ip };
  const request = { actor, seat, ...parsed, ...origin, origin, koa };

  if (endpoint.idempotent) {
    const intent = intentOf(principalOf(actor), koa.get('idempotency-key') || undefined, { method: koa.method, path: koa.path, body: parsed.file ? digestOf(parsed.file, parsed.query) : parsed.body });
    return runAlone(intent, async () => {
      let outcome: Outcome | undefined;
      const transact: AnyRequest['transact'] = async (work) => {
        const settled = await once(deps.db, deps.clock, intent, work, present);
        outcome = settled;
        return settled.result as never;
      };
      const result = await handle({ ...request, transact });
      write(koa, endpoint, outcome && outcome.result === result ? outcome.answer : present(result));
    });
  }
  const result = await handle({ ...request, transact: (work) => deps.db.transaction(work) });
  write(koa, endpoint, present(result));
}

function write(koa: Koa.Context, endpoint: Route['endpoint'], body: unknown): void {
  koa.status = endpoint.status ?? 200;
  if (endpoint.produces) koa.type = endpoint.produces;
  koa.body = endpoint.status === 204 ? null : body;
  // Whoever has the file of this ETag is not sent it again.
  if (endpoint.produces && koa.fresh) koa.status = 304;
}

/** What an Idempotency-Key of a file stands for: its bytes, its name, and what was asked with it. */
function digestOf({ name, bytes }: UploadedFile, query: unknown): unknown {
  return { name, query, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function principalOf(actor: Actor | undefined): string {
  return actor?.kind === 'agent' ? actor.accountId : actor?.kind === 'staff' ? actor.staffId : 'public';
}

function parse(schema: z.ZodType | undefined, value: unknown): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  throw new Refusal('request.invalid', { fields });
}
