import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { atMeeting, proposalOf } from '../governance/proposals';
import { adoptionOf } from '../governance/resolutions';
import { Staff } from '../identity/staff.entity';
import { Tariff } from './tariff.entity';
import { keyOfTariff } from './tariffs';
import { tariffOn } from './tariffs-in-force';
import { mayAdoptTariff, mayChangeTariff, mayProposeTariff, mayWithdrawTariff } from './tariffs.policy';

/** 收费标准各版本, latest first. */
export async function listTariffs(tx: EntityManager, actor: Actor, now: Date) {
  return { items: await presentTariffs(tx, await tx.find(Tariff, { order: { createdAt: 'DESC', version: 'DESC' } }), actor, now) };
}

/** One version, where it stands before the meeting, and what may be done with it. */
export async function presentTariff(tx: EntityManager, tariff: Tariff, actor: Actor, now: Date) {
  const [presented] = await presentTariffs(tx, [tariff], actor, now);
  return presented!;
}

async function presentTariffs(tx: EntityManager, tariffs: Tariff[], actor: Actor, now: Date) {
  const inForce = await tariffOn(tx, dayInShanghai(now));
  const staff = tariffs.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(tariffs.map(({ madeBy }) => madeBy)) } }) : [];
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]));
  return Promise.all(
    tariffs.map(async (tariff) => {
      const { version, state, title, effectiveOn, content, madeBy, createdAt } = tariff;
      const proposal = await proposalOf(tx, keyOfTariff(version));
      const beforeMeeting = proposal?.beforeMeeting ?? false;
      const may = {
        change: mayChangeTariff(actor, tariff, beforeMeeting),
        propose: mayProposeTariff(actor, tariff, beforeMeeting),
        adopt: mayAdoptTariff(actor, tariff, proposal?.passed ?? false),
        withdraw: mayWithdrawTariff(actor, tariff),
      };
      const adoption = await adoptionOf(tx, tariff);
      return { version, state, title, effectiveOn, inForce: version === inForce?.version, content, adoption, agendaItemId: proposal?.agendaItemId ?? null, atMeeting: atMeeting(proposal), madeBy: nameOf.get(madeBy) ?? '', createdAt, may };
    }),
  );
}
