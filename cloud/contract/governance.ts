import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { day, id, moment, oneOf, text } from './primitives';
import { agendaKinds, agendaStates, ballots, meetingKinds, meetingStates, resolutionOutcomes, resolutionStates } from './vocabulary';

const byId = z.object({ id });
const readers = { clerk: 'all', president: 'all', inspector: 'all', auditor: 'all' } as const satisfies Rights;
const clerk = { clerk: 'all' } as const satisfies Rights;

/** 决议: recorded with its votes by one person, confirmed by the president, carried out with the confirmation. */
export const resolution = z.object({
  id,
  number: z.string(),
  state: oneOf(resolutionStates),
  outcome: oneOf(resolutionOutcomes),
  ballot: oneOf(ballots),
  inFavour: z.int(),
  against: z.int(),
  abstained: z.int(),
  text: z.string(),
  recordedBy: z.string(),
  recordedAt: moment,
  confirmedBy: z.string().nullable(),
  confirmedAt: moment.nullable(),
  /** What the confirmation did, in plain Chinese; null before. */
  executed: z.string().nullable(),
});

/** 议题. */
export const agendaItem = z.object({
  id,
  kind: oneOf(agendaKinds),
  state: oneOf(agendaStates),
  title: z.string(),
  /** What is proposed and why, in plain Chinese. */
  proposal: z.string(),
  /** The facts for the meeting, one line each. */
  facts: z.array(z.string()),
  /**
   * What it speaks of, to be opened: `violation:<id>`, `measure:<id>`, `rule_book:<version>`, `market:<id>`, `company:<id>`,
   * `membership:<id>` (a change of membership), `dues_scheme:<version>`, `tariff:<version>`, `due:<id>`.
   */
  link: z.string().nullable(),
  /** `general` where only the general meeting may decide. */
  decidedIn: oneOf(meetingKinds),
  meetingId: id.nullable(),
  madeBy: z.string(),
  madeAt: moment,
  resolution: resolution.nullable(),
  may: z.object({ record: z.boolean(), confirm: z.boolean(), withdraw: z.boolean() }),
});

export const meetingSummary = z.object({
  id,
  number: z.string(),
  kind: oneOf(meetingKinds),
  state: oneOf(meetingStates),
  title: z.string(),
  heldOn: day,
  place: z.string(),
  items: z.int(),
  decided: z.int(),
});
export const meeting = meetingSummary.extend({
  attendance: z.object({ entitled: z.int(), present: z.int(), guests: z.string() }).nullable(),
  agenda: z.array(agendaItem),
  may: z.object({ change: z.boolean(), open: z.boolean(), cancel: z.boolean() }),
});

const meetingInput = z.object({ kind: oneOf(meetingKinds), title: text(60, '会议名称'), heldOn: day, place: text(60, '地点') });

export const governanceEndpoints = {
  'GET /meetings': { summary: '会议，最近的在前', access: 'staff', roles: readers, response: z.object({ items: z.array(meetingSummary), waitingItems: z.int() }) },
  'POST /meetings': { summary: '筹备会议', access: 'staff', roles: clerk, body: meetingInput, response: meeting, status: 201, idempotent: true },
  'GET /meetings/:id': { summary: '会议、议程与决议', access: 'staff', roles: readers, params: byId, response: meeting },
  'PUT /meetings/:id/agenda': { summary: '排定议程：哪些议题、什么顺序', access: 'staff', roles: clerk, params: byId, body: z.object({ itemIds: z.array(id).max(100) }), response: meeting },
  'POST /meetings/:id/opening': {
    summary: '会议召开：记录应到、实到和列席；之后可记录决议',
    access: 'staff', roles: clerk,
    params: byId,
    body: z.object({ entitled: z.int().min(1).max(5000), present: z.int().min(1).max(5000), guests: z.string().trim().max(300).default('') }).refine(({ entitled, present }) => present <= entitled, { path: ['present'], error: '实到人数不能多于应到人数' }),
    response: meeting,
    idempotent: true,
  },
  'POST /meetings/:id/cancellation': { summary: '取消会议，议题退回待上会', access: 'staff', roles: clerk, params: byId, body: z.object({ reason: text(200, '原因') }), response: meeting, idempotent: true },
  'GET /meetings/:id/agenda.pdf': { summary: '会议议程与材料 PDF，供打印', access: 'staff', roles: readers, params: byId, response: z.any(), produces: 'application/pdf' },

  'GET /agenda-items': { summary: '议题：系统生成的和人工提出的', access: 'staff', roles: readers, query: z.object({ state: oneOf(agendaStates).optional() }), response: z.object({ items: z.array(agendaItem) }) },
  'GET /agenda-items/:id': { summary: '议题详情', access: 'staff', roles: readers, params: byId, response: agendaItem },
  'POST /agenda-items': { summary: '提出其他议题', access: 'staff', roles: { clerk: 'all', president: 'all' }, body: z.object({ title: text(60, '议题'), proposal: text(500, '建议'), decidedIn: oneOf(meetingKinds) }), response: agendaItem, status: 201, idempotent: true },
  'POST /agenda-items/:id/withdrawal': { summary: '撤回人工提出的议题', access: 'staff', roles: clerk, params: byId, body: z.object({ reason: text(200, '原因') }), response: agendaItem, idempotent: true },
  'POST /agenda-items/:id/resolution': {
    summary: '记录决议和票数；由会长确认后自动执行',
    access: 'staff', roles: clerk,
    params: byId,
    body: z.object({
      outcome: oneOf(resolutionOutcomes),
      ballot: oneOf(ballots),
      inFavour: z.int().min(0).max(5000),
      against: z.int().min(0).max(5000),
      abstained: z.int().min(0).max(5000),
      text: text(500, '决议内容'),
    }),
    response: agendaItem,
    status: 201,
    idempotent: true,
  },
  'POST /resolutions/:id/confirmation': { summary: '会长确认决议，随即自动执行', access: 'staff', roles: { president: 'all' }, params: byId, response: agendaItem, idempotent: true },
} satisfies EndpointMap;
