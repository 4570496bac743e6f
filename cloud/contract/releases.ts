import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { id, moment, text } from './primitives';
import { pageVersionPattern } from './standards/page-version';

const readers = { technician: 'all', clerk: 'all', president: 'all', market_manager: 'own' } as const satisfies Rights;
const technician = { technician: 'all' } as const satisfies Rights;
/** Such as 0.1.0+202611281200: the package's version and the minute of the build. */
const pageVersion = z.string().regex(pageVersionPattern, '版本号应写成 0.1.0+202611281200 的样子');

/** 页面版本 that this installation has served. */
const pageRelease = z.object({
  version: pageVersion,
  builtAt: moment.nullable(),
  firstServedAt: moment,
  /** What is new, for people at the counter. */
  notes: z.string(),
  /** Whether its files are here to be served. */
  isPresent: z.boolean(),
  /** `markets`: only at the terminals of `marketIds`; a market's manager reads of these the own one alone. */
  scope: z.enum(['none', 'markets', 'all']),
  marketIds: z.array(id),
  /** Terminals that run it. */
  terminals: z.int(),
  changedAt: moment.nullable(),
  changedBy: z.string().nullable(),
});

const pageReleases = z.object({
  /** Newest first. */
  items: z.array(pageRelease),
  /** Older pages are not answered any more; null where none is demanded. */
  minimum: pageVersion.nullable(),
  terminals: z.array(
    z.object({
      terminalId: id,
      number: z.string(),
      name: z.string(),
      marketId: id,
      marketName: z.string(),
      /** What it ran when it was seen last; null before that. */
      version: z.string().nullable(),
      lastSeenAt: moment.nullable(),
      /** What it is to run; null where no build that names its version stands on the server. */
      wanted: pageVersion.nullable(),
      /** `behind`: it runs another version than the wanted one and will change to it, be that newer or older. */
      standing: z.enum(['current', 'behind', 'below_minimum', 'unseen']),
    }),
  ),
});

/** 版本与灰度: which page which market's terminals run. */
export const releaseEndpoints = {
  'GET /page-releases': {
    summary: '页面版本、灰度范围、最低版本，各固定端运行的版本',
    access: 'staff', roles: readers,
    response: pageReleases,
  },
  'PUT /page-releases/:version': {
    summary: '灰度发布：一个版本在哪些市场的固定端使用',
    access: 'staff', roles: technician,
    params: z.object({ version: pageVersion }),
    body: z
      .object({ scope: z.enum(['none', 'markets', 'all']), marketIds: z.array(id).max(200), notes: z.string().trim().max(1000, '更新说明不能超过1000个字') })
      .refine(({ scope, marketIds }) => scope !== 'markets' || marketIds.length > 0, { path: ['marketIds'], error: '请选择要更新的市场' }),
    response: pageReleases,
  },
  'PUT /page-minimum': {
    summary: '要求的最低版本：更旧的固定端页面不再受理，会自动更新',
    access: 'staff', roles: technician,
    body: z.object({ version: pageVersion.nullable(), reason: text(200, '原因') }),
    response: pageReleases,
  },
} satisfies EndpointMap;
