import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { certificateCard } from './identity';
import { day, id, moment, nothing, oneOf, text } from './primitives';
import { agents, everyEmployee, market as marketPeople } from './rights';
import { certificateSummary, companySummary, duty, market, reason, registerEvent, registerRequest, stockLine, terminal, terminalFile } from './registry.shapes';
import { certificateStates, companyStates, dutyKinds, dutyStates, licenceStates, registerSubjects, terminalStates } from './vocabulary';

const byId = z.object({ id });
const readers = { clerk: 'all', inspector: 'all', finance: 'all', president: 'all' } as const satisfies Rights;
const clerk = { clerk: 'all' } as const satisfies Rights;
const page = { cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
const nextCursor = z.string().nullable();
const search = z.string().trim().max(50).optional();
const period = z.object({ from: day, to: day });
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' as const;

const subject = z.object({ subjectType: z.enum(['company', 'certificate', 'terminal']), id });
const companyFilter = { q: search, state: oneOf(companyStates).optional(), licenceState: oneOf(licenceStates).optional() };
const certificateFilter = { q: search, state: oneOf(certificateStates).optional(), companyId: id.optional(), withoutApp: z.enum(['true']).optional() };

/** A company with its people and what is open. */
const companyFile = companySummary.extend({
  address: z.string(),
  edition: z.int(),
  licenceCheckedOn: day.nullable(),
  managers: z.array(z.object({ personId: id, name: z.string(), phone: z.string().nullable() })),
  people: z.array(certificateSummary),
  duties: z.array(duty),
  requests: z.array(registerRequest),
  events: z.array(registerEvent),
});

export const registryEndpoints = {
  'GET /markets': { summary: '可办理核对的市场', access: 'agent_or_staff', roles: { ...agents, ...everyEmployee }, response: z.object({ markets: z.array(market) }) },
  'GET /certificate': {
    summary: '我的电子代理证与30秒签名二维码',
    access: 'agent',
    roles: agents,
    response: z.object({
      certificate: certificateCard,
      /** PNG data URL; null while the certificate is not in force. */
      qr: z.string().nullable(),
      qrUrl: z.string().nullable(),
      qrExpiresAt: moment.nullable(),
      /** 查验码: with the number it lets anybody check the certificate by hand. */
      checkCode: z.string().nullable(),
      /** First day on which the yearly renewal can be asked for. */
      renewableFrom: day.nullable(),
    }),
  },
  'POST /certificate/acceptance': {
    summary: '本人确认加入企业',
    access: 'agent',
    roles: agents,
    body: z.object({ certificateId: id }),
    response: certificateCard,
    idempotent: true,
  },
  'POST /certificate/declining': {
    summary: '本人不同意加入企业',
    access: 'agent',
    roles: agents,
    body: z.object({ certificateId: id }),
    response: certificateCard,
    idempotent: true,
  },
  'GET /company': { summary: '我负责的企业：人员、申请、报告义务', access: 'agent', roles: { company_manager: 'own' }, response: companyFile },

  'GET /companies': {
    summary: '企业名册',
    access: 'staff',
    roles: readers,
    query: z.object({ ...companyFilter, ...page }),
    response: z.object({ items: z.array(companySummary), nextCursor }),
  },
  'GET /companies.xlsx': { summary: '导出企业名册', access: 'staff', roles: clerk, query: z.object(companyFilter), response: z.any(), produces: sheet },
  'GET /companies/:id': { summary: '企业档案', access: 'staff', roles: readers, params: byId, response: companyFile },
  'GET /certificates': {
    summary: '代理证名册',
    access: 'staff',
    roles: readers,
    query: z.object({ ...certificateFilter, ...page }),
    response: z.object({ items: z.array(certificateSummary), nextCursor }),
  },
  'GET /certificates.xlsx': { summary: '导出代理证名册（姓名、证号遮盖）', access: 'staff', roles: clerk, query: z.object(certificateFilter), response: z.any(), produces: sheet },
  'GET /certificates/:id': {
    summary: '代理证档案',
    access: 'staff',
    roles: readers,
    params: byId,
    response: certificateSummary.extend({ edition: z.int(), requests: z.array(registerRequest), events: z.array(registerEvent) }),
  },
  'GET /terminals': {
    summary: '固定端名册',
    access: 'staff',
    roles: { ...readers, ...marketPeople },
    query: z.object({ marketId: id.optional(), state: oneOf(terminalStates).optional() }),
    response: z.object({
      items: z.array(terminal),
      /** Markets with a terminal in force, as far as they were asked for: whether their operators must work at one, and how many are ready for it. */
      markets: z.array(z.object({ id, name: z.string(), requiresTerminal: z.boolean(), inForce: z.int(), paired: z.int() })),
    }),
  },
  'GET /terminals/:id': {
    summary: '固定端档案',
    access: 'staff',
    roles: { ...readers, ...marketPeople },
    params: byId,
    response: terminalFile,
  },

  'POST /register/:subjectType/:id/suspension': {
    summary: '暂停企业、代理证或固定端，立即生效，期满自动恢复',
    access: 'staff',
    roles: clerk,
    params: subject,
    body: z.object({ until: day, reason: z.enum(['investigation', 'licence_abnormal', 'rectification', 'points', 'sanction', 'own_request']), note: text(300, '说明') }),
    response: nothing,
    status: 204,
    idempotent: true,
  },
  'POST /register/:subjectType/:id/resumption': {
    summary: '提前恢复',
    access: 'staff',
    roles: clerk,
    params: subject,
    body: z.object({ note: text(300, '说明') }),
    response: nothing,
    status: 204,
    idempotent: true,
  },
  'GET /register-events': {
    summary: '登记变动台账',
    access: 'staff',
    roles: readers,
    query: z.object({ subjectType: oneOf(registerSubjects).optional(), subjectId: id.optional(), reason: reason.optional(), from: day.optional(), to: day.optional(), ...page }),
    response: z.object({ items: z.array(registerEvent), nextCursor }),
  },
  'GET /register-figures': {
    summary: '在册数：期初 + 新增 − 注销 = 期末，逐项核对',
    access: 'staff',
    roles: { ...readers, auditor: 'all', policy_adviser: 'all' },
    query: period,
    response: z.object({ from: day, to: day, lines: z.array(stockLine), checkedAt: moment.nullable() }),
  },
  'POST /register-checks': {
    summary: '立即核对登记台账',
    access: 'staff',
    roles: { clerk: 'all', auditor: 'all' },
    response: z.object({ checkedAt: moment, ok: z.boolean(), findings: z.array(z.object({ subjectType: oneOf(registerSubjects), subjectId: id, subjectName: z.string(), problem: z.string() })) }),
    status: 201,
    idempotent: true,
  },
  'GET /duties': {
    summary: '报告义务与期限',
    access: 'staff',
    roles: readers,
    query: z.object({ state: oneOf(dutyStates).optional(), kind: oneOf(dutyKinds).optional() }),
    response: z.object({ items: z.array(duty) }),
  },
  'POST /duty-letters': {
    summary: '生成告知函（一企一页），并记下送达日期',
    access: 'staff',
    roles: clerk,
    body: z.object({ dutyIds: z.array(id).min(1).max(200) }),
    response: z.any(),
    produces: 'application/pdf',
  },
  'GET /check-keys': {
    summary: '离线查验用的公钥：上月、本月、下月',
    access: 'public',
    response: z.object({ keys: z.array(z.object({ period: z.string(), /** Raw Ed25519 public key, base64url. */ publicKey: z.string() })) }),
  },
} satisfies EndpointMap;
