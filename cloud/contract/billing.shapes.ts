import { z } from 'zod';
import { adoptionFacts, atMeeting, draftRights } from './governance.shapes';
import { fen, month, signedFen, version } from './money';
import { payment, receipt } from './payments.shapes';
import { day, id, moment, oneOf, text } from './primitives';
import { billLineKinds, billStates, channels, meterExemptions, meterKinds, paymentStandings, tariffStates } from './vocabulary';

/** 收费标准: what a service costs per car, what it rests on, and what counts (law.md R-F8). A fee of 0 is allowed. */
export const tariffContent = z.object({
  /** 会员市场 and 非会员市场, fen per car. */
  memberFen: fen,
  nonMemberFen: fen,
  /** Deals captured this way are charged. */
  channels: z.array(oneOf(channels)).min(1, '至少一种采集渠道'),
  /** The same car between the same parties within so many days is a deal done again, and not charged again. */
  redoneWithinDays: z.int().min(0).max(365),
  /** Days from publication of a bill until it is due. */
  payWithinDays: z.int().min(1).max(120),
  /** 收费性质: a service by contract, never an administrative fee. */
  nature: text(60, '收费性质'),
  /** 收费项目与服务内容. */
  service: text(300, '服务内容'),
  /** 成本依据. */
  costBasis: text(500, '成本依据'),
});
export type TariffContent = z.output<typeof tariffContent>;

export const tariff = version.extend({
  state: oneOf(tariffStates),
  title: z.string(),
  /** First day whose completed deals cost this; null while it is not adopted. */
  effectiveOn: day.nullable(),
  inForce: z.boolean(),
  content: tariffContent,
  adoption: adoptionFacts,
  agendaItemId: id.nullable(),
  atMeeting,
  madeBy: z.string(),
  createdAt: moment,
  may: draftRights,
});

/** 计量: the event of one completed deal, or its reversal. */
export const meterEvent = z.object({
  id,
  kind: oneOf(meterKinds),
  transactionId: id,
  serial: z.string(),
  plate: z.string(),
  marketId: id,
  marketName: z.string(),
  channel: oneOf(channels),
  completedOn: day,
  member: z.boolean(),
  /** What this car costs: negative for a reversal. */
  fen: signedFen,
  exemption: oneOf(meterExemptions).nullable(),
  /** The deal that this one did again; null otherwise. */
  redoneOf: z.string().nullable(),
  /** Month in whose bill it stands: that of its completion, or a later one. */
  billMonth: month,
  billId: id.nullable(),
  /** Bytes of its stored pictures: the cost's evidence. */
  storedBytes: z.int(),
  reason: z.string().nullable(),
  mayReverse: z.boolean(),
});

export const billLine = z.object({
  position: z.int(),
  kind: oneOf(billLineKinds),
  /** Null for 上期结转. */
  member: z.boolean().nullable(),
  unitFen: fen.nullable(),
  vehicles: z.int(),
  fen: signedFen,
  /** Month of completion of what is made up for; null for this month's. */
  month: month.nullable(),
  storedBytes: z.int(),
});

export const billSummary = z.object({
  id,
  number: z.string(),
  marketId: id,
  marketName: z.string(),
  month,
  state: oneOf(billStates),
  standing: oneOf(paymentStandings),
  vehicles: z.int(),
  fen,
  outstandingFen: fen,
  storedBytes: z.int(),
  draftedBy: z.string(),
  draftedAt: moment,
  publishedAt: moment.nullable(),
  dueOn: day.nullable(),
  /** What stands in the way of its publication, in plain Chinese: no contract with the market. */
  obstacle: z.string().nullable(),
  /** What the reader may do with it now; never who drafted it (law.md R-F5). */
  may: z.object({ check: z.boolean(), publish: z.boolean() }),
});

export const bill = billSummary.extend({
  lines: z.array(billLine),
  /** Below zero: what the next bill takes over. */
  carriedFen: signedFen,
  remittanceCode: z.string(),
  contractNumber: z.string().nullable(),
  checkedBy: z.string().nullable(),
  publishedBy: z.string().nullable(),
  voidReason: z.string().nullable(),
  payments: z.array(payment),
  receipts: z.array(receipt),
  may: z.object({ check: z.boolean(), publish: z.boolean(), void: z.boolean(), noteCash: z.boolean(), issueReceipt: z.boolean() }),
});

/** 试算 of one market: as its bill would be, by the same computation. */
export const billPreview = z.object({ marketId: id, marketName: z.string(), vehicles: z.int(), fen, carriedFen: signedFen, lines: z.array(billLine), storedBytes: z.int(), obstacle: z.string().nullable() });

/** 服务合同 with a market: without one in force nothing is billed to it (law.md R-F8). */
export const serviceContract = z.object({ id, marketId: id, marketName: z.string(), number: z.string(), signedOn: day, fromOn: day, toOn: day.nullable(), inForce: z.boolean() });

/** 收费公示 of one thing that costs something. */
export const publicFee = z.object({
  title: z.string(),
  version: z.string(),
  inForce: z.boolean(),
  /** First day, or first year for dues. */
  from: z.string(),
  payee: z.string(),
  nature: z.string(),
  service: z.string(),
  costBasis: z.string().nullable(),
  prices: z.array(z.object({ label: z.string(), fen, unit: z.string() })),
  adoption: adoptionFacts,
});
