import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { id, idNumber, moment, oneOf, text } from './primitives';
import { phone } from './registry.shapes';
import { agents } from './rights';
import { certificateStates, erasureAskers, erasureStates, revealedFields } from './vocabulary';

const byId = z.object({ id });
/** Free text stays in the log for years, and is read by many. */
const withoutNumbers = (value: string) => !/\d{11}/.test(value);
const reason = text(200, '理由').min(4, '请写明理由，至少4个字').refine(withoutNumbers, '理由中请不要写身份证号或手机号');
const note = z.string().trim().max(200, '说明不能超过200个字').refine(withoutNumbers, '说明中请不要写身份证号或手机号').optional();
const revealed = z.object({ value: z.string() });

/** 查到的自然人: masked; each field is shown in full only by a reveal of its own. */
export const foundPerson = z.object({
  id,
  name: z.string(),
  idNumber: z.string(),
  phone: z.string().nullable(),
  verifiedAt: moment.nullable(),
  certificate: z.object({ id, number: z.string(), state: oneOf(certificateStates), companyName: z.string() }).nullable(),
});

/** 删除申请: one person asks or is asked for, another person decides. */
export const erasure = z.object({
  id,
  personId: id,
  /** Masked, or 已删除. */
  personName: z.string(),
  state: oneOf(erasureStates),
  askedBy: oneOf(erasureAskers),
  /** Name of the clerk; null where the person asked in the mini-program. */
  requestedBy: z.string().nullable(),
  reason: z.string(),
  requestedAt: moment,
  decidedBy: z.string().nullable(),
  decidedAt: moment.nullable(),
  note: z.string().nullable(),
});

export const privacyEndpoints = {
  'POST /person-lookups': {
    summary: '按身份证号或手机号查找登记的自然人，结果遮盖显示',
    access: 'staff',
    roles: { clerk: 'all', inspector: 'all' },
    body: z.union([z.strictObject({ idNumber }), z.strictObject({ phone })], { error: '请填写身份证号或手机号中的一项' }),
    response: foundPerson,
  },
  'POST /persons/:id/reveals': {
    summary: '查看一名自然人的一项完整信息，写明理由，记入审计',
    access: 'staff',
    roles: { clerk: 'all', inspector: 'all' },
    params: byId,
    body: z.object({ field: oneOf(revealedFields), reason }),
    response: revealed,
    status: 201,
  },
  'POST /transactions/:id/parties/:partyId/reveals': {
    summary: '查看交易一方的一项完整信息，写明理由，记入审计',
    access: 'staff',
    roles: { clerk: 'all', inspector: 'all', operator: 'own' },
    params: z.object({ id, partyId: id }),
    body: z.object({ field: oneOf(revealedFields), reason }),
    response: revealed,
    status: 201,
  },
  'POST /account/erasure': {
    summary: '本人申请删除自己的信息',
    access: 'agent',
    roles: agents,
    response: z.object({ requestedAt: moment, state: oneOf(erasureStates) }),
    status: 201,
    idempotent: true,
  },
  'POST /persons/:id/erasures': {
    summary: '为一名自然人申请删除其信息',
    access: 'staff',
    roles: { clerk: 'all' },
    params: byId,
    body: z.object({ reason }),
    response: erasure,
    status: 201,
    idempotent: true,
  },
  'GET /erasures': {
    summary: '删除申请，新的在前',
    access: 'staff',
    roles: { clerk: 'all', security_officer: 'all', auditor: 'all' },
    query: z.object({ state: oneOf(erasureStates).optional(), cursor: id.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    response: z.object({ items: z.array(erasure), nextCursor: z.string().nullable() }),
  },
  'POST /erasures/:id/decision': {
    summary: '决定删除申请：批准即销毁该人的密钥，不能恢复',
    access: 'staff',
    roles: { security_officer: 'all' },
    params: byId,
    body: z.object({ approved: z.boolean(), note }),
    response: erasure,
    idempotent: true,
  },
} satisfies EndpointMap;
