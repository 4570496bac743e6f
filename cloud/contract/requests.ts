import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { id, moment, nothing, oneOf, text } from './primitives';
import { agents } from './rights';
import { evidenceFile, registerRequest, requestInput } from './registry.shapes';
import { evidenceKinds, requestKinds, requestStates } from './vocabulary';

const byId = z.object({ id });
/** Who may ask for something in the register, each for what is theirs. */
const askers = { ...agents, market_manager: 'own', clerk: 'all' } as const satisfies Rights;
const readers = { ...askers, inspector: 'all', president: 'all' } as const satisfies Rights;

/** 登记申请: request → evidence → decision → event (CAP-A1). */
export const requestEndpoints = {
  'POST /register-requests': { summary: '提出登记申请', access: 'agent_or_staff', roles: askers, body: requestInput, response: registerRequest, status: 201, idempotent: true },
  'GET /register-requests': {
    summary: '登记申请列表：自己的，或全部',
    access: 'agent_or_staff',
    roles: readers,
    query: z.object({
      state: oneOf(requestStates).optional(),
      kind: oneOf(requestKinds).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ items: z.array(registerRequest), nextCursor: z.string().nullable(), awaitingDecision: z.int() }),
  },
  'GET /register-requests/:id': { summary: '登记申请详情', access: 'agent_or_staff', roles: readers, params: byId, response: registerRequest },
  'POST /register-requests/:id/evidence': {
    summary: '申请上传一份材料的照片',
    access: 'agent_or_staff',
    roles: askers,
    params: byId,
    body: z.object({ kind: oneOf(evidenceKinds), contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']), bytes: z.int().min(1).max(5_000_000, '照片不能超过5MB') }),
    response: z.object({ evidence: evidenceFile, url: z.string(), fields: z.record(z.string(), z.string()), expiresAt: moment }),
    status: 201,
    idempotent: true,
  },
  'POST /register-requests/:id/evidence/:evidenceId/arrival': {
    summary: '材料已传到，请服务器检查',
    access: 'agent_or_staff',
    roles: askers,
    params: z.object({ id, evidenceId: id }),
    response: registerRequest,
  },
  'POST /register-requests/:id/evidence/:evidenceId/view': {
    summary: '查看一份材料：60秒有效、带水印的地址',
    access: 'agent_or_staff',
    roles: { ...askers, inspector: 'all' },
    params: z.object({ id, evidenceId: id }),
    response: z.object({ url: z.string(), expiresAt: moment }),
  },
  'DELETE /register-requests/:id/evidence/:evidenceId': {
    summary: '删去一份材料',
    access: 'agent_or_staff',
    roles: askers,
    params: z.object({ id, evidenceId: id }),
    response: nothing,
    status: 204,
  },
  'POST /register-requests/:id/submission': { summary: '材料交齐，提交审核', access: 'agent_or_staff', roles: askers, params: byId, response: registerRequest, idempotent: true },
  'POST /register-requests/:id/withdrawal': { summary: '撤回申请', access: 'agent_or_staff', roles: askers, params: byId, response: registerRequest, idempotent: true },
  'POST /register-requests/:id/decision': {
    summary: '审核：批准即生效，退回须说明原因',
    access: 'staff',
    roles: { clerk: 'all' },
    params: byId,
    body: z.discriminatedUnion('approved', [
      z.object({ approved: z.literal(true), note: z.string().trim().max(300).optional() }),
      z.object({ approved: z.literal(false), note: text(300, '退回原因') }),
    ]),
    response: registerRequest,
    idempotent: true,
  },
} satisfies EndpointMap;
