import { z } from 'zod';
import { bill, billPreview, billSummary, meterEvent, publicFee, serviceContract, tariff, tariffContent } from './billing.shapes';
import type { EndpointMap, Rights } from './endpoint';
import { adoptionInput } from './governance.shapes';
import { fen, month, nextCursor, page, search, signedFen, version } from './money';
import { day, id, moment, oneOf, text } from './primitives';
import { billStates, meterExemptions, meterKinds, paymentStandings } from './vocabulary';

const byId = z.object({ id });
const readers = { finance: 'all', president: 'all', clerk: 'all', auditor: 'all' } as const satisfies Rights;
const finance = { finance: 'all' } as const satisfies Rights;
/** 复核与发布: never who drafted it (law.md R-F5). */
const deciders = { finance: 'all', president: 'all' } as const satisfies Rights;
const payers = { market_manager: 'own', company_manager: 'own' } as const satisfies Rights;
const reason = z.object({ reason: text(200, '原因') });
const tariffText = z.object({ title: text(60, '名称'), content: tariffContent });
const ids = z.object({ billIds: z.array(id).min(1, '请选择账单').max(200) });
const done = z.object({ bills: z.array(billSummary) });

export const billingEndpoints = {
  'GET /tariffs': { summary: '收费标准各版本', access: 'staff', roles: readers, response: z.object({ items: z.array(tariff) }) },
  'GET /tariffs/:version': { summary: '收费标准', access: 'staff', roles: readers, params: version, response: tariff },
  'POST /tariffs': { summary: '新建收费标准草稿', access: 'staff', roles: { finance: 'all', clerk: 'all' }, body: version.extend(tariffText.shape), response: tariff, status: 201, idempotent: true },
  'PUT /tariffs/:version': { summary: '修改收费标准草稿', access: 'staff', roles: { finance: 'all', clerk: 'all' }, params: version, body: tariffText, response: tariff },
  'POST /tariffs/:version/proposal': { summary: '把收费标准提交会员大会', access: 'staff', roles: { clerk: 'all', finance: 'all' }, params: version, response: tariff, idempotent: true },
  'POST /tariffs/:version/adoption': { summary: '按已确认的决议公布收费标准，写明生效日；没有决议和公布不能收费', access: 'staff', roles: { president: 'all' }, params: version, body: adoptionInput.extend({ effectiveOn: day }), response: tariff, idempotent: true },
  'POST /tariffs/:version/withdrawal': { summary: '撤回收费标准草稿', access: 'staff', roles: { clerk: 'all', finance: 'all', president: 'all' }, params: version, body: reason, response: tariff, idempotent: true },
  'GET /fees': { summary: '收费公示：现行和将要施行的会费与服务费及其决议', access: 'public', response: z.object({ items: z.array(publicFee), at: moment }) },

  'GET /service-contracts': { summary: '与市场的服务合同', access: 'staff', roles: readers, response: z.object({ items: z.array(serviceContract) }) },
  'POST /service-contracts': {
    summary: '登记服务合同',
    access: 'staff', roles: { finance: 'all', clerk: 'all' },
    body: z.object({ marketId: id, number: text(40, '合同编号'), signedOn: day, fromOn: day, toOn: day.nullable().default(null) }).refine(({ fromOn, toOn }) => toOn === null || toOn >= fromOn, { path: ['toOn'], error: '终止日期不能早于起始日期' }),
    response: serviceContract,
    status: 201,
    idempotent: true,
  },
  'POST /service-contracts/:id/end': { summary: '终止服务合同', access: 'staff', roles: finance, params: byId, body: z.object({ toOn: day, reason: text(200, '原因') }), response: serviceContract, idempotent: true },

  'GET /meter-figures': {
    summary: '计量：一个月各市场的车辆、金额和数据量，与完成的交易核对',
    access: 'staff', roles: readers,
    query: z.object({ month }),
    response: z.object({
      month,
      markets: z.array(z.object({ marketId: id, marketName: z.string(), member: z.boolean(), memberVehicles: z.int(), nonMemberVehicles: z.int(), exempt: z.int(), fen: signedFen, storedBytes: z.int() })),
      memberVehicles: z.int(),
      nonMemberVehicles: z.int(),
      exempt: z.int(),
      fen: signedFen,
      storedBytes: z.int(),
      /** Deals completed in the month, and those of them without an event: 0 once all are metered. */
      completed: z.int(),
      unmetered: z.int(),
    }),
  },
  'GET /meter-events': {
    summary: '计量明细',
    access: 'staff', roles: readers,
    query: z.object({ month, marketId: id.optional(), kind: oneOf(meterKinds).optional(), exemption: oneOf(meterExemptions).optional(), q: search, ...page }),
    response: z.object({ items: z.array(meterEvent), nextCursor }),
  },
  'POST /meter-events/:id/reversal': { summary: '冲减一辆车的计量，写明原因；已出账的在下一期账单中冲减', access: 'staff', roles: finance, params: byId, body: reason, response: meterEvent, status: 201, idempotent: true },

  'GET /bills': {
    summary: '服务费账单',
    access: 'agent_or_staff', roles: { ...readers, ...payers },
    query: z.object({ month: month.optional(), marketId: id.optional(), state: oneOf(billStates).optional(), standing: oneOf(paymentStandings).optional(), ...page }),
    response: z.object({ items: z.array(billSummary), nextCursor, totals: z.object({ bills: z.int(), vehicles: z.int(), fen, outstandingFen: fen }) }),
  },
  'GET /bill-previews': { summary: '试算：一个月的账单会是怎样，与出账用同一段程序', access: 'staff', roles: readers, query: z.object({ month }), response: z.object({ month, items: z.array(billPreview), vehicles: z.int(), fen }) },
  'POST /bill-runs': { summary: '出账：一个已过完的月份，每个市场一张草稿；重复执行不重复', access: 'staff', roles: finance, body: z.object({ month }), response: z.object({ month, drafted: z.int(), vehicles: z.int(), fen }), status: 201, idempotent: true },
  'POST /bill-checks': { summary: '复核账单，不能由出账人复核', access: 'staff', roles: deciders, body: ids, response: done, idempotent: true },
  'POST /bill-publications': { summary: '发布已复核的账单：进入应收，市场可见', access: 'staff', roles: deciders, body: ids, response: done, idempotent: true },
  'GET /bills/:id': { summary: '账单', access: 'agent_or_staff', roles: { ...readers, ...payers }, params: byId, response: bill },
  'GET /bills/:id/events': { summary: '账单某一行的车辆', access: 'agent_or_staff', roles: { ...readers, ...payers }, params: byId, query: z.object({ line: z.coerce.number().int().min(0), ...page }), response: z.object({ items: z.array(meterEvent), nextCursor }) },
  'GET /bills/:id/bill.pdf': { summary: '账单 PDF', access: 'staff', roles: { ...readers, market_manager: 'own' }, params: byId, response: z.any(), produces: 'application/pdf' },
  'POST /bills/:id/voiding': { summary: '作废账单：未收款的可以作废，其中车辆可重新出账', access: 'staff', roles: deciders, params: byId, body: reason, response: bill, idempotent: true },
} satisfies EndpointMap;
