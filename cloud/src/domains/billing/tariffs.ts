import { channels } from '@yongche/contract';
import type { TariffContent } from '@yongche/contract/billing.shapes';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { yuan } from '../../yuan';
import { proposeItem, withdrawItem } from '../governance/agenda';
import { proposalOf } from '../governance/proposals';
import { resolutionToAdopt } from '../governance/resolutions';
import { Tariff } from './tariff.entity';
import { isImpartialToTariff, mayChangeTariff, mayProposeTariff, mayWithdrawTariff } from './tariffs.policy';

interface Draft {
  version: string;
  title: string;
  content: TariffContent;
}

/** The matter of a version before the general meeting. */
export const keyOfTariff = (version: string) => `tariff:${version}`;

/** 新建草稿. @throws billing.tariff_exists */
export async function createTariff(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<Tariff> {
  const unpublished = { effectiveOn: null, resolutionId: null, publishedOn: null, publishedWhere: null, adoptedBy: null };
  const tariff: Tariff = { id: uuidv7(), version, state: 'draft', title, ...unpublished, madeBy: staff.staffId, changedBy: null, createdAt: by.at, content };
  await tx.insert(Tariff, tariff).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('billing.tariff_exists') : error;
  });
  await audit(tx, by, act('billing.tariff_created', tariff));
  return tariff;
}

/** 修改草稿, unless a meeting has it; who changes it counts as its maker too. @throws billing.tariff_wrong_state */
export async function changeTariff(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<Tariff> {
  const tariff = await lockTariff(tx, version);
  ensure(mayChangeTariff(staff, tariff, await isBeforeMeeting(tx, version)), 'billing.tariff_wrong_state');
  return move(tx, tariff, { title, content, changedBy: staff.staffId }, by, act('billing.tariff_changed', tariff));
}

/** 提交会员大会: from now on the text stays as it is, until the meeting rejects it. @throws billing.tariff_wrong_state */
export async function proposeTariff(tx: EntityManager, version: string, staff: StaffActor, by: By): Promise<Tariff> {
  const tariff = await lockTariff(tx, version);
  ensure(mayProposeTariff(staff, tariff, await isBeforeMeeting(tx, version)), 'billing.tariff_wrong_state');
  const itemId = await proposeItem(
    tx,
    {
      kind: 'tariff',
      key: keyOfTariff(version),
      title: `审议《${tariff.title}》（${version}版）`,
      proposal: '审议通过后，由会长公布并写明生效日；不通过的，不收取。',
      facts: factsOf(tariff.content),
      link: keyOfTariff(version),
      decidedIn: 'general',
      madeBy: staff.staffId,
    },
    by,
  );
  await audit(tx, by, act('billing.tariff_proposed', tariff, { itemId }));
  return tariff;
}

/** What the meeting votes on, line by line. */
const factsOf = ({ memberFen, nonMemberFen, channels: charged, redoneWithinDays, payWithinDays, nature, service, costBasis }: TariffContent): string[] => [
  `每辆车：会员市场${yuan(memberFen)}，非会员市场${yuan(nonMemberFen)}`,
  `计费的采集渠道：${charged.map((channel) => channels[channel]).join('、')}`,
  redoneWithinDays > 0 ? `同一辆车、买卖双方相同，${redoneWithinDays}日内重办的不再计费` : '重办的交易照常计费',
  `账单发布后${payWithinDays}日内缴纳`,
  `收费性质：${nature}`,
  `服务内容：${service}`,
  `成本依据：${costBasis}`,
];

export interface TariffAdoption {
  version: string;
  resolutionId: string;
  publishedOn: string;
  publishedWhere: string;
  effectiveOn: string;
}

/**
 * 通过并公布 by the resolution of the general meeting, for deals completed from a day to come on (law.md R-F8).
 * @throws billing.tariff_wrong_state, billing.same_person, billing.tariff_needs_resolution, request.invalid for days out of order
 */
export async function adoptTariff(tx: EntityManager, { version, resolutionId, publishedOn, publishedWhere, effectiveOn }: TariffAdoption, staff: StaffActor, by: By): Promise<Tariff> {
  const tariff = await lockTariff(tx, version);
  ensure(tariff.state === 'draft', 'billing.tariff_wrong_state');
  ensure(isImpartialToTariff(staff, tariff), 'billing.same_person');
  const today = dayInShanghai(by.at);
  const resolution = await resolutionToAdopt(tx, keyOfTariff(version), { resolutionId, publishedOn, today });
  ensure(resolution, 'billing.tariff_needs_resolution');
  if (effectiveOn <= today || effectiveOn < publishedOn) refuseField('effectiveOn', '生效日应在公布之后、今天之后，之前完成的交易不受影响。');
  const adoption = { state: 'adopted', resolutionId, publishedOn, publishedWhere, effectiveOn, adoptedBy: staff.staffId } as const;
  return move(tx, tariff, adoption, by, act('billing.tariff_adopted', tariff, { effectiveOn, publishedOn, resolution: resolution.number })).catch((error: unknown) => {
    if (isDuplicateKey(error, 'tariffs_effective_on')) refuseField('effectiveOn', '这一天已有另一版收费标准生效，请换一天。');
    throw error;
  });
}

/** 撤回草稿, from the meeting too. @throws billing.tariff_wrong_state */
export async function withdrawTariff(tx: EntityManager, { version, reason }: { version: string; reason: string }, staff: StaffActor, by: By): Promise<Tariff> {
  const tariff = await lockTariff(tx, version);
  ensure(mayWithdrawTariff(staff, tariff), 'billing.tariff_wrong_state');
  await withdrawItem(tx, keyOfTariff(version), reason, by);
  return move(tx, tariff, { state: 'withdrawn' }, by, act('billing.tariff_withdrawn', tariff, { reason }));
}

/** @throws billing.tariff_not_found */
export async function findTariff(tx: EntityManager, version: string): Promise<Tariff> {
  const tariff = await tx.findOneBy(Tariff, { version });
  ensure(tariff, 'billing.tariff_not_found');
  return tariff;
}

async function lockTariff(tx: EntityManager, version: string): Promise<Tariff> {
  const tariff = await tx.findOne(Tariff, { where: { version }, lock: { mode: 'pessimistic_write' } });
  ensure(tariff, 'billing.tariff_not_found');
  return tariff;
}

const isBeforeMeeting = async (tx: EntityManager, version: string) => (await proposalOf(tx, keyOfTariff(version)))?.beforeMeeting ?? false;
const act = (action: Act['action'], { id, version }: Tariff, details: Record<string, unknown> = {}): Act => ({ action, subject: { type: 'tariff', id }, details: { version, ...details } });

async function move(tx: EntityManager, tariff: Tariff, change: Partial<Tariff>, by: By, told: Act): Promise<Tariff> {
  await tx.update(Tariff, tariff.version, change);
  const changes = change.state && { state: { before: tariff.state, after: change.state } };
  await audit(tx, by, { ...told, ...(changes ? { changes } : {}) });
  return { ...tariff, ...change };
}
