import { type z } from 'zod';

/** Who may call: nobody in particular, an agent's mini-program (Bearer), staff (cookie), or either of the two. */
export type Access = 'public' | 'agent' | 'staff' | 'agent_or_staff';

/** One endpoint: what comes in, what goes out, and to whom it is open. Its key is `METHOD /path` below `/api`. */
export interface Endpoint {
  summary: string;
  access: Access;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The shape of the answer; for a file, its media type stands in `produces` and this is `z.instanceof(Buffer)`-free text. */
  response: z.ZodType;
  produces?: 'application/pdf' | 'image/jpeg';
  /** 200 unless said otherwise. */
  status?: 200 | 201 | 204;
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
