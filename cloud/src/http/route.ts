import type Koa from 'koa';
import { endpoints, type Endpoint, type EndpointKey, type Endpoints } from '@yongche/contract';
import type { BodyOf, ParamsOf, QueryOf, ResponseInputOf } from '@yongche/contract';
import type { EntityManager } from 'typeorm';
import type { Actor, AgentActor, Seat, StaffActor } from './actor';
import type { UploadedFile } from './file-body';

type ActorOf<E extends Endpoint> = E['access'] extends 'agent'
  ? AgentActor
  : E['access'] extends 'staff'
    ? StaffActor
    : E['access'] extends 'agent_or_staff'
      ? Actor
      : undefined;

/** Where a request came from, for the audit row. */
export interface Origin {
  requestId: string;
  ip: string;
}

/** What a handler reads: all of it parsed by the contract. */
export interface RouteRequest<K extends EndpointKey> extends Origin {
  actor: ActorOf<Endpoints[K] & Endpoint>;
  params: ParamsOf<Endpoints[K] & Endpoint>;
  query: QueryOf<Endpoints[K] & Endpoint>;
  body: BodyOf<Endpoints[K] & Endpoint>;
  /** The file that came, where the endpoint declares one. */
  file: Endpoints[K] extends { file: object } ? UploadedFile : undefined;
  origin: Origin;
  /** The terminal whose PC has proven itself with this request, whoever is logged in there. */
  seat: Seat | undefined;
  /**
   * The one database transaction of this request. For an `idempotent` endpoint the Idempotency-Key and the answer are
   * written with it, so the answer must be what `work` returns.
   */
  transact<T>(work: (tx: EntityManager) => Promise<T>): Promise<T>;
  /** For the few that set a cookie or a file name. */
  koa: Koa.Context;
}

/** A request of any endpoint, as the router hands it on. */
export interface AnyRequest extends Origin, Pick<RouteRequest<'GET /notices'>, 'origin' | 'seat' | 'transact' | 'koa'> {
  actor: Actor | undefined;
  params: unknown;
  query: unknown;
  body: unknown;
  file: UploadedFile | undefined;
}

/** One endpoint with its handler, ready for the router. */
export interface Route {
  key: EndpointKey;
  endpoint: Endpoint;
  handle(request: AnyRequest): Promise<unknown>;
}

/** Binds a handler to a key of the contract; the answer is parsed by the contract's response schema. */
export function route<K extends EndpointKey>(
  key: K,
  handle: (request: RouteRequest<K>) => Promise<ResponseInputOf<Endpoints[K] & Endpoint>>,
): Route {
  return { key, endpoint: endpoints[key], handle: handle as unknown as Route['handle'] };
}
