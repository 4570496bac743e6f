import { memberPositions, payees } from '@yongche/contract';
import type { publicFee } from '@yongche/contract/billing.shapes';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { dayInShanghai } from '../../clock';
import { adoptionOf } from '../governance/resolutions';
import type { Fund } from '../ledger/accounts';
import type { DuesScheme } from '../members/dues-scheme.entity';
import { adoptedSchemes, duesSchemeFor } from '../members/schemes-in-force';
import { payeeAccount } from '../payments/payee-accounts';
import { Tariff } from './tariff.entity';
import { tariffOn } from './tariffs-in-force';

export type PublicFee = z.input<typeof publicFee>;

/** What 会费 are, by the statutes of the association: nothing that a member pays for one by one. */
const natureOfDues = '社会团体会费';
const serviceForDues = '按章程向全体会员提供的基本服务；已由会费支付的服务不再另行收费。';

/** 收费公示 (law.md R-F7, R-F8): what is charged now or will be, each with the resolution on which it rests; what has been replaced is left out. */
export async function publicFees(tx: EntityManager, now: Date): Promise<{ items: PublicFee[]; at: Date }> {
  const today = dayInShanghai(now);
  return { items: [...(await serviceFees(tx, today)), ...(await dues(tx, today))], at: now };
}

async function serviceFees(tx: EntityManager, today: string): Promise<PublicFee[]> {
  const inForce = await tariffOn(tx, today);
  const adopted = await tx.find(Tariff, { where: { state: 'adopted' }, order: { effectiveOn: 'ASC' } });
  const payee = await payeeOf(tx, 'service_fee');
  return Promise.all(
    adopted
      .filter(({ version, effectiveOn }) => version === inForce?.version || effectiveOn! > today)
      .map(async (tariff): Promise<PublicFee> => {
        const { version, title, effectiveOn, content } = tariff;
        const { nature, service, costBasis, memberFen, nonMemberFen } = content;
        const prices = [
          { label: '会员市场', fen: memberFen, unit: '辆' },
          { label: '非会员市场', fen: nonMemberFen, unit: '辆' },
        ];
        return { title, version, inForce: version === inForce?.version, from: effectiveOn!, payee, nature, service, costBasis, prices, adoption: await adoptionOf(tx, tariff) };
      }),
  );
}

async function dues(tx: EntityManager, today: string): Promise<PublicFee[]> {
  const year = Number(today.slice(0, 4));
  const inForce = await duesSchemeFor(tx, year);
  const payee = await payeeOf(tx, 'dues');
  const shown = (await adoptedSchemes(tx)).filter(({ version, fromYear }) => version === inForce?.version || fromYear! > year);
  return Promise.all(shown.map(async (scheme): Promise<PublicFee> => {
    const { version, title, fromYear } = scheme;
    const text = { payee, nature: natureOfDues, service: serviceForDues, costBasis: null };
    return { title, version, inForce: version === inForce?.version, from: String(fromYear), ...text, prices: pricesOf(scheme), adoption: await adoptionOf(tx, scheme) };
  }));
}

const pricesOf = ({ content }: DuesScheme): PublicFee['prices'] => content.tiers.map(({ name, positions, fen }) => ({ label: labelOf(name, positions), fen, unit: '年' }));

/** The tier, with the positions that lie in it where its name does not say them. */
function labelOf(name: string, positions: (keyof typeof memberPositions)[]): string {
  const titles = positions.map((position) => memberPositions[position]);
  return titles.every((title) => name.includes(title.replace('单位', ''))) ? name : `${name}（${titles.join('、')}）`;
}

/** As the bank knows it, or who it is as long as no account is registered. */
const payeeOf = async (tx: EntityManager, fund: Fund) => (await payeeAccount(tx, fund))?.payeeName ?? payees[fund];
