import { type EntityManager, In } from 'typeorm';
import { dayInShanghai } from '../../clock';
import type { Actor } from '../../http/actor';
import { Staff } from '../identity/staff.entity';
import { mayAdoptPack, mayChangePack, mayReplayPack, mayShadowPack, mayWithdrawPack } from './checks.policy';
import { differencesOf, settingLabels } from './pack-differences';
import { contentOf, packInForce } from './packs-in-force';
import { RulePack } from './rule-pack.entity';

const cameWithSystem = '随系统发布';

/** 规则包列表, latest first. */
export async function listPacks(tx: EntityManager, now: Date) {
  return { items: await presentPacks(tx, await tx.find(RulePack, { order: { createdAt: 'DESC', version: 'DESC' } }), now) };
}

export async function presentPack(tx: EntityManager, pack: RulePack, now: Date) {
  const [presented] = await presentPacks(tx, [pack], now);
  return presented!;
}

async function presentPacks(tx: EntityManager, packs: RulePack[], now: Date) {
  const inForce = await packInForce(tx, now);
  const ids = [...new Set(packs.flatMap(({ madeBy, adoptedBy }) => [madeBy, adoptedBy]))].filter((id) => id !== null);
  const staff = ids.length > 0 ? await tx.find(Staff, { select: { id: true, name: true }, where: { id: In(ids) } }) : [];
  const nameOf = new Map(staff.map(({ id, name }) => [id, name]));
  return packs.map(({ version, state, title, effectiveOn, resolution, madeBy, adoptedBy, createdAt }) => ({
    version,
    state,
    title,
    effectiveOn,
    inForce: version === inForce,
    resolution,
    madeBy: madeBy ? (nameOf.get(madeBy) ?? '') : cameWithSystem,
    adoptedBy: adoptedBy ? (nameOf.get(adoptedBy) ?? '') : null,
    createdAt,
  }));
}

/** One pack with its content, what is different in it, and what may be done with it. */
export async function presentPackContent(tx: EntityManager, pack: RulePack, actor: Actor, now: Date) {
  const inForce = await contentOf(tx, await packInForce(tx, now));
  return {
    ...(await presentPack(tx, pack, now)),
    content: pack.content,
    settingLabels,
    differences: differencesOf(pack.content, inForce),
    may: {
      change: mayChangePack(actor, pack),
      shadow: mayShadowPack(actor, pack),
      adopt: mayAdoptPack(actor, pack),
      withdraw: mayWithdrawPack(actor, pack, dayInShanghai(now)),
      replay: mayReplayPack(actor, pack),
    },
  };
}
