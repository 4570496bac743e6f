import { z } from 'zod';
import { creditCode, id, idNumber, moment, namedId, oneOf, personName, plate, sha256, text, vin } from './primitives';
import {
  attendances,
  auditActions,
  businesses,
  captureMethods,
  channels,
  gateProblems,
  imageProblems,
  imageStates,
  partyKinds,
  returnCodes,
  sides,
  staffRoles,
  transactionStates,
} from './vocabulary';

/** 影像类型代码, such as P20; the titles come with the deal's own version of the rule table. */
export const slotCode = z.string().regex(/^P\d\d$/, '影像类型代码不正确');

const personParty = z.object({
  side: oneOf(sides),
  kind: z.literal('person'),
  name: personName,
  idNumber,
  /** 本人到场, or the agent acts for this side with a 委托书. */
  attendance: oneOf(attendances),
});
const unitParty = z.object({
  side: oneOf(sides),
  kind: z.literal('unit'),
  name: text(100, '单位名称'),
  creditCode,
  /** 经办人: who comes for the unit, with a sealed 委托书 (机动车登记规定 art. 89). */
  delegateName: personName,
  delegateIdNumber: idNumber,
  attendance: oneOf(attendances),
});

/** What an agent says of a deal when it begins. Exactly one seller and one buyer, or more (共有). */
export const dealInput = z.object({
  business: oneOf(businesses),
  marketId: id,
  vin,
  plate,
  /** 抵押中: the mortgagee's consent becomes a required photo (机动车登记规定 art. 26). */
  mortgaged: z.boolean(),
  parties: z
    .array(z.discriminatedUnion('kind', [personParty, unitParty]))
    .min(2, '请填写卖方和买方')
    .max(8, '买卖双方合计不能超过8人')
    .refine((parties) => parties.some((party) => party.side === 'seller'), '请填写卖方')
    .refine((parties) => parties.some((party) => party.side === 'buyer'), '请填写买方'),
});

/** 柜台交易: what the operator enters of a deal that is captured at the counter, in the market of the operator. */
export const counterDealInput = dealInput.omit({ marketId: true }).extend({
  /** Named by the counter's page, before there is a network: sent again, it is the same deal. */
  id: namedId,
  /** 代理证 of the agent who handles the transfer. */
  certificateNumber: text(20, '代理证编号'),
  /** 同一卖方: deals that carry the same one may share the pictures of their seller; named by the page too. */
  batchId: namedId.nullable(),
});

/** 采集情况 of one picture. */
export const captureContext = z.object({
  /** 采集码 of the deal that the device held when it took the picture, see `transaction.captureNonce`. */
  nonce: z.string().max(200).optional(),
  method: oneOf(captureMethods),
  /** WGS-84, where the agent allowed it. */
  position: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), accuracyMetres: z.number().min(0).max(100_000) }).optional(),
  /** As the host names it, such as `HUAWEI ANA-AN00 / Android 12 / WeChat 8.0.50`. */
  device: z.string().trim().max(120).optional(),
});

/** One picture as the server knows it. */
export const image = z.object({
  id,
  slot: slotCode,
  state: oneOf(imageStates),
  problems: z.array(z.object({ code: oneOf(imageProblems), sentence: z.string() })),
  returned: z.object({ code: oneOf(returnCodes), note: z.string().nullable() }).nullable(),
  bytes: z.int().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  sha256: sha256.nullable(),
  capturedAt: moment,
  receivedAt: moment.nullable(),
  /** Number of the fixed terminal at which it was taken; null for a phone's. */
  terminal: z.string().nullable(),
});

/** 拍照清单的一项: a photo type that this deal needs or may have, and the pictures in it (latest last, replaced ones left out). */
export const slot = z.object({
  code: slotCode,
  title: z.string(),
  hint: z.string(),
  /** Why this deal needs it, in Chinese. */
  reason: z.string(),
  required: z.boolean(),
  subject: z.enum(['document', 'person', 'vehicle']),
  /** Outline for the camera: width / height of the thing to be taken. */
  aspect: z.number(),
  /** Pictures needed (0 where optional) and allowed. */
  min: z.int(),
  max: z.int(),
  /** The phone compresses to at most this many bytes and this long side in pixels. */
  budgetBytes: z.int(),
  longSide: z.int(),
  images: z.array(image),
});

/** A natural person or unit in a deal, masked: names as 张**, numbers as 330***********1234. */
export const party = z.object({
  id,
  side: oneOf(sides),
  kind: oneOf(partyKinds),
  name: z.string(),
  number: z.string(),
  delegateName: z.string().nullable(),
  delegateIdNumber: z.string().nullable(),
  attendance: oneOf(attendances),
  /** When the person, or the unit's delegate, read the notice and agreed. */
  notifiedAt: moment.nullable(),
});

export const gateProblem = z.object({
  code: oneOf(gateProblems),
  /** The slot or party that it speaks of. */
  slot: slotCode.nullable(),
  partyId: id.nullable(),
  sentence: z.string(),
});

/** 正在核对: the operator at whose window the deal lies now, and until when it is kept for that person. */
export const checkHold = z.object({ staffId: id, operatorName: z.string(), openedAt: moment, until: moment });

export const transactionSummary = z.object({
  id,
  serial: z.string(),
  business: oneOf(businesses),
  state: oneOf(transactionStates),
  channel: oneOf(channels),
  vin: z.string(),
  plate: z.string(),
  marketName: z.string(),
  companyName: z.string(),
  agentName: z.string(),
  /** Photos to be taken again now. */
  toRetake: z.int(),
  /** Null where nobody has it open, and for agents. */
  hold: checkHold.nullable(),
  createdAt: moment,
  submittedAt: moment.nullable(),
  completedAt: moment.nullable(),
});

export const transaction = transactionSummary.extend({
  marketId: id,
  certificateNumber: z.string(),
  batchId: id.nullable(),
  mortgaged: z.boolean(),
  rulesVersion: z.string(),
  parties: z.array(party),
  slots: z.array(slot),
  /** What still stands between this deal and its submission; empty when it may be submitted. */
  gate: z.array(gateProblem),
  /** 采集码: goes with every picture that is taken from now on; null where the caller may not capture. */
  captureNonce: z.string().nullable(),
  /** What the caller may do now; the client shows only these. */
  may: z.object({
    change: z.boolean(),
    capture: z.boolean(),
    submit: z.boolean(),
    cancel: z.boolean(),
    complete: z.boolean(),
    return: z.boolean(),
    /** A colleague has it open: it can be taken over with a reason. */
    takeOver: z.boolean(),
    readVoucher: z.boolean(),
  }),
});

/**
 * 上传许可: POST the form to `url` as multipart, `fields` first and the file last under the name `file`. Where the picture is here
 * already, its state is not `uploading`, and `url` and `fields` are empty.
 */
export const uploadPermit = z.object({
  image,
  url: z.string(),
  fields: z.record(z.string(), z.string()),
  expiresAt: moment,
});

export const historyEntry = z.object({
  id,
  at: moment,
  action: oneOf(auditActions),
  actor: z.object({ kind: z.enum(['agent', 'staff', 'system']), name: z.string(), role: oneOf(staffRoles).nullable() }),
  details: z.record(z.string(), z.unknown()),
});
