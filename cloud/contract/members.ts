import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { adoptionInput } from './governance.shapes';
import { collection, dueSummary, duesContact, duesScheme, duesSchemeContent, membershipChange, membershipChangeInput, memberSummary } from './members.shapes';
import { fen, nextCursor, page, search, version, year } from './money';
import { payment, receipt } from './payments.shapes';
import { day, id, moment, oneOf, text } from './primitives';
import { memberPositions, membershipChangeStates, membershipStates, paymentStandings } from './vocabulary';

const byId = z.object({ id });
const readers = { clerk: 'all', finance: 'all', president: 'all', auditor: 'all' } as const satisfies Rights;
const clerk = { clerk: 'all' } as const satisfies Rights;
const schemeText = z.object({ title: text(60, '名称'), content: duesSchemeContent });

export const memberEndpoints = {
  'GET /members': {
    summary: '会员名册',
    access: 'staff', roles: readers,
    query: z.object({ q: search, state: oneOf(membershipStates).optional(), position: oneOf(memberPositions).optional(), ...page }),
    response: z.object({ items: z.array(memberSummary), nextCursor, total: z.int() }),
  },
  'GET /membership-flow': {
    summary: '会员增减：期初、入会、退会、期末，恒等式成立才给出',
    access: 'staff', roles: { ...readers, policy_adviser: 'all' },
    query: z.object({ from: day, to: day }),
    /** opening + joined − left = closing; members that are suspended count as members. */
    response: z.object({ from: day, to: day, opening: z.int(), joined: z.int(), left: z.int(), closing: z.int(), suspended: z.int() }),
  },
  'GET /members/:id': {
    summary: '会员：会籍变动、历年会费',
    access: 'staff', roles: readers,
    params: byId,
    response: memberSummary.extend({
      /** What became of the membership, newest first. */
      history: z.array(z.object({ kind: z.string(), state: oneOf(membershipStates), position: oneOf(memberPositions), effectiveOn: day, resolutionNumber: z.string(), reason: z.string() })),
      changes: z.array(membershipChange),
      dues: z.array(dueSummary),
      may: z.object({ propose: z.boolean(), link: z.boolean() }),
    }),
  },
  'PUT /members/:id/company': { summary: '关联会员在登记台账中的企业，企业负责人由此在小程序缴费', access: 'staff', roles: clerk, params: byId, body: z.object({ companyId: id.nullable() }), response: memberSummary },
  'GET /membership-changes': { summary: '会籍变动', access: 'staff', roles: readers, query: z.object({ state: oneOf(membershipChangeStates).optional(), ...page }), response: z.object({ items: z.array(membershipChange), nextCursor }) },
  'GET /membership-changes/:id': { summary: '一项会籍变动', access: 'staff', roles: readers, params: byId, response: membershipChange },
  'POST /membership-changes': { summary: '提出会籍变动，列入会长例会议题', access: 'staff', roles: clerk, body: membershipChangeInput, response: membershipChange, status: 201, idempotent: true },
  'POST /membership-changes/:id/withdrawal': { summary: '撤回会籍变动', access: 'staff', roles: clerk, params: byId, body: z.object({ reason: text(200, '原因') }), response: membershipChange, idempotent: true },

  'GET /dues-schemes': { summary: '会费标准各版本', access: 'staff', roles: readers, response: z.object({ items: z.array(duesScheme) }) },
  'GET /dues-schemes/:version': { summary: '会费标准', access: 'staff', roles: readers, params: version, response: duesScheme },
  'POST /dues-schemes': { summary: '新建会费标准草稿', access: 'staff', roles: clerk, body: version.extend(schemeText.shape), response: duesScheme, status: 201, idempotent: true },
  'PUT /dues-schemes/:version': { summary: '修改会费标准草稿', access: 'staff', roles: clerk, params: version, body: schemeText, response: duesScheme },
  'POST /dues-schemes/:version/proposal': { summary: '把会费标准提交会员大会', access: 'staff', roles: clerk, params: version, response: duesScheme, idempotent: true },
  'POST /dues-schemes/:version/adoption': {
    summary: '按会员大会无记名投票通过的决议公布会费标准',
    access: 'staff', roles: { president: 'all' },
    params: version,
    body: adoptionInput.extend({ fromYear: z.int().min(2000).max(2100) }),
    response: duesScheme,
    idempotent: true,
  },
  'POST /dues-schemes/:version/withdrawal': { summary: '撤回会费标准草稿', access: 'staff', roles: { clerk: 'all', president: 'all' }, params: version, body: z.object({ reason: text(200, '原因') }), response: duesScheme, idempotent: true },

  'GET /dues': {
    summary: '会费台账：应缴、已缴、未缴，两种缴费率',
    access: 'staff', roles: readers,
    query: z.object({ year, standing: oneOf(paymentStandings).optional(), tier: z.string().max(1).optional(), q: search }),
    response: z.object({ items: z.array(dueSummary), collection, tiers: z.array(z.object({ code: z.string(), name: z.string(), fen, members: z.int(), paidMembers: z.int() })), years: z.array(z.int()) }),
  },
  'GET /dues/:id': {
    summary: '一笔会费：缴费、票据、催缴',
    access: 'staff', roles: readers,
    params: byId,
    response: dueSummary.extend({
      payments: z.array(payment),
      receipts: z.array(receipt),
      contacts: z.array(duesContact),
      schemeVersion: z.string(),
      may: z.object({ contact: z.boolean(), cancel: z.boolean(), noteCash: z.boolean(), issueReceipt: z.boolean() }),
    }),
  },
  'GET /dues-runs/:year': {
    summary: '部署会费前的试算：谁应缴多少，与部署用同一段程序',
    access: 'staff', roles: readers,
    params: z.object({ year }),
    /** `scheme` is null where none is in force for that year; `raised` are the dues that stand already. */
    response: z.object({ year: z.int(), scheme: z.string().nullable(), items: z.array(z.object({ memberId: id, memberName: z.string(), position: oneOf(memberPositions), tier: z.string(), fen })), totalFen: fen, raised: z.int() }),
  },
  'POST /dues-runs': { summary: '部署年度会费：每个在会会员一笔，重复执行不重复', access: 'staff', roles: clerk, body: z.object({ year: z.int().min(2000).max(2100) }), response: z.object({ year: z.int(), raised: z.int(), totalFen: fen }), status: 201, idempotent: true },
  'POST /dues/:id/cancellation': { summary: '撤销一笔没有缴过的会费', access: 'staff', roles: { president: 'all' }, params: byId, body: z.object({ reason: text(200, '原因') }), response: dueSummary, idempotent: true },
  'POST /dues/:id/contacts': { summary: '记录一次催缴', access: 'staff', roles: clerk, params: byId, body: z.object({ way: z.enum(['phone', 'visit', 'letter']), note: text(300, '情况') }), response: duesContact, status: 201, idempotent: true },

  'GET /my-membership': {
    summary: '我的企业的会籍，没有入会时为空',
    access: 'agent', roles: { company_manager: 'own' },
    response: z.object({
      member: memberSummary
        .pick({ id: true, number: true, name: true, position: true, state: true, joinedOn: true, market: true })
        .extend({ history: z.array(z.object({ kind: z.string(), effectiveOn: day, resolutionNumber: z.string() })) })
        .nullable(),
      /** 订阅消息 template to ask the person for; null where there is none. */
      duesTemplateId: z.string().nullable(),
      /** When the figures were read. */
      at: moment,
    }),
  },
} satisfies EndpointMap;
