import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { id, moment, oneOf } from './primitives';
import { agents } from './rights';
import { messageKinds } from './vocabulary';

/** 站内信: to a person, or to a company, whose managers read it. */
export const message = z.object({
  id,
  kind: oneOf(messageKinds),
  title: z.string(),
  body: z.string(),
  /** What it speaks of, for the mini-program to open: `company`, `certificate`, `request:<id>`, `problem:<id>`, `violation:<id>`, `membership`, `due:<id>`, `bill:<id>`, `bulletin:<id>`. */
  link: z.string().nullable(),
  /** Whether it came to the person or to the company. */
  to: z.enum(['person', 'company']),
  sentAt: moment,
  /** When it was first opened; a company's by any of its managers. */
  readAt: moment.nullable(),
});

export const noticeEndpoints = {
  'GET /messages': {
    summary: '站内信，新的在前；企业负责人也看企业收到的',
    access: 'agent',
    roles: agents,
    query: z.object({ cursor: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(20) }),
    response: z.object({ items: z.array(message), nextCursor: z.string().nullable(), unread: z.int() }),
  },
  'POST /messages/:id/read': {
    summary: '站内信已读，记下第一次打开的时间',
    access: 'agent',
    roles: agents,
    params: z.object({ id }),
    response: z.object({ message, unread: z.int() }),
  },
} satisfies EndpointMap;
