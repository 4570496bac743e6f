import { type z } from 'zod';
import type { roles } from './vocabulary';

/** Who may call: nobody in particular, an agent's mini-program (Bearer), staff (cookie), or either of the two. */
export type Access = 'public' | 'agent' | 'staff' | 'agent_or_staff';

export type Role = keyof typeof roles;
/**
 * How far a role's right reaches. `own` is what belongs to the one who asks: an agent's account, certificate and deals,
 * a manager's company, an operator's market, an employee's account; somebody else's reads as not found.
 */
export type Reach = 'own' | 'all';
/** Which roles an endpoint is open to, and how far: a role that is not named is refused. */
export type Rights = Partial<Record<Role, Reach>>;

/** Files that may be sent to us, by the ending of their name. */
export type FileType = 'xlsx' | 'csv';

/** One endpoint: what comes in, what goes out, and to whom it is open. Its key is `METHOD /path` below `/api`. */
export interface Endpoint {
  summary: string;
  access: Access;
  /** The table of rights: absent for `public` endpoints only; whoever is not named here is refused (403). */
  roles?: Rights;
  /** Open to an employee who has not yet set up password, second factor and recovery codes. */
  duringSetup?: true;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The shape of the answer; for a file, its media type stands in `produces` and this is `z.instanceof(Buffer)`-free text. */
  response: z.ZodType;
  produces?: 'application/pdf' | 'image/jpeg' | 'image/png' | 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' | 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' | 'text/csv' | 'application/zip';
  /** 200 unless said otherwise. */
  status?: 200 | 201 | 204;
  /**
   * The request is a file instead of JSON: its bytes as `application/octet-stream`, its name in the query (`?name=…`).
   * More than `maxBytes` are refused (413) before they are read.
   */
  file?: { maxBytes: number; types: readonly FileType[] };
  /** A creating request: it must carry an Idempotency-Key header. */
  idempotent?: true;
}

export type EndpointMap = Record<`${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`, Endpoint>;

export type ParamsOf<E extends Endpoint> = E['params'] extends z.ZodType ? z.output<E['params']> : Record<never, never>;
export type QueryOf<E extends Endpoint> = E['query'] extends z.ZodType ? z.output<E['query']> : Record<never, never>;
export type BodyOf<E extends Endpoint> = E['body'] extends z.ZodType ? z.output<E['body']> : undefined;
export type QueryInputOf<E extends Endpoint> = E['query'] extends z.ZodType ? z.input<E['query']> : undefined;
export type BodyInputOf<E extends Endpoint> = E['body'] extends z.ZodType ? z.input<E['body']> : undefined;
export type ResponseOf<E extends Endpoint> = z.output<E['response']>;
/** What a handler returns: the response before it is parsed (dates as `Date` are written as ISO text by the schema). */
export type ResponseInputOf<E extends Endpoint> = z.input<E['response']>;
