import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { atMeeting } from '../governance/proposals';
import { adoptionOf } from '../governance/resolutions';
import { Staff } from '../identity/staff.entity';
import { DuesScheme } from './dues-scheme.entity';
import { mayAdoptScheme, mayChangeScheme, mayProposeScheme, mayWithdrawScheme } from './members.policy';
import { schemeProposal } from './scheme-proposals';
import { duesSchemeFor } from './schemes-in-force';

/** 会费标准列表, the latest first. */
export async function listSchemes(tx: EntityManager, actor: Actor, now: Date) {
  return { items: await presentSchemes(tx, await tx.find(DuesScheme, { order: { createdAt: 'DESC', version: 'DESC' } }), actor, now) };
}

export async function presentScheme(tx: EntityManager, scheme: DuesScheme, actor: Actor, now: Date) {
  const [presented] = await presentSchemes(tx, [scheme], actor, now);
  return presented!;
}

async function presentSchemes(tx: EntityManager, schemes: DuesScheme[], actor: Actor, now: Date) {
  const inForce = await duesSchemeFor(tx, Number(dayInShanghai(now).slice(0, 4)));
  const staff = await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(schemes.map(({ madeBy }) => madeBy)) } });
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]));
  return Promise.all(
    schemes.map(async (scheme) => {
      const { version, state, title, fromYear, content, madeBy, createdAt } = scheme;
      const proposal = await schemeProposal(tx, version);
      const beforeMeeting = proposal?.beforeMeeting ?? false;
      return {
        ...{ version, state, title, fromYear, content, createdAt },
        inForce: version === inForce?.version,
        adoption: await adoptionOf(tx, scheme),
        agendaItemId: proposal?.agendaItemId ?? null,
        atMeeting: atMeeting(proposal),
        madeBy: nameOf.get(madeBy) ?? '',
        may: {
          change: mayChangeScheme(actor, scheme, beforeMeeting),
          propose: mayProposeScheme(actor, scheme, beforeMeeting),
          adopt: mayAdoptScheme(actor, scheme, proposal?.passed ?? false),
          withdraw: mayWithdrawScheme(actor, scheme),
        },
      };
    }),
  );
}
