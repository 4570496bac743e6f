import type { FieldError } from '@yongche/contract';
import type { RulePackContent } from '@yongche/contract/checks';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { audit, type Act, type By } from '../../audit/audit';
import { dayInShanghai } from '../../clock';
import { isDuplicateKey } from '../../database-errors';
import type { StaffActor } from '../../http/actor';
import { ensure, refuseField, Refusal } from '../../http/errors';
import { mayAdoptPack, mayChangePack, mayShadowPack, mayWithdrawPack } from './checks.policy';
import { RulePack } from './rule-pack.entity';
import standard from './rule-pack.2026-1.json';
import { rules } from './rules/rule-list';

interface Draft {
  version: string;
  title: string;
  content: RulePackContent;
}

/** 新建草稿. @throws check.pack_exists, request.invalid naming each setting that no rule knows */
export async function createPack(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<RulePack> {
  ensureSettingsKnown(content);
  const pack: RulePack = { id: uuidv7(), version, state: 'draft', title, effectiveOn: null, resolution: null, madeBy: staff.staffId, changedBy: null, adoptedBy: null, createdAt: by.at, content };
  await tx.insert(RulePack, pack).catch((error: unknown) => {
    throw isDuplicateKey(error, 'PRIMARY') ? new Refusal('check.pack_exists') : error;
  });
  await audit(tx, by, act('checks.pack_created', pack));
  return pack;
}

/** 修改草稿; who changes it counts as its maker too. */
export async function changePack(tx: EntityManager, { version, title, content }: Draft, staff: StaffActor, by: By): Promise<RulePack> {
  ensureSettingsKnown(content);
  const pack = await lockPack(tx, version);
  ensure(mayChangePack(staff, pack), 'check.pack_wrong_state');
  return move(tx, pack, { title, content, changedBy: staff.staffId }, by, act('checks.pack_changed', pack));
}

/** 影子运行 begins: from now on the pack stays as it is, and runs beside the one in force over every deal. */
export async function shadowPack(tx: EntityManager, version: string, staff: StaffActor, by: By): Promise<RulePack> {
  const pack = await lockPack(tx, version);
  ensure(mayShadowPack(staff, pack), 'check.pack_wrong_state');
  return move(tx, pack, { state: 'shadow' }, by, act('checks.pack_shadowed', pack));
}

/** 通过: by somebody else than who made it, for deals that begin on a day to come. @throws check.pack_same_person, check.pack_wrong_state */
export async function adoptPack(tx: EntityManager, { version, effectiveOn, resolution }: { version: string; effectiveOn: string; resolution: string }, staff: StaffActor, by: By): Promise<RulePack> {
  const pack = await lockPack(tx, version);
  ensure(pack.state === 'shadow', 'check.pack_wrong_state');
  ensure(mayAdoptPack(staff, pack), 'check.pack_same_person');
  if (effectiveOn <= dayInShanghai(by.at)) refuseField('effectiveOn', '生效日应在今天之后，已开始的交易不受影响。');
  const adoption = { state: 'adopted', effectiveOn, resolution, adoptedBy: staff.staffId } as const;
  return move(tx, pack, adoption, by, act('checks.pack_adopted', pack, { effectiveOn, resolution })).catch((error: unknown) => {
    if (isDuplicateKey(error, 'rule_packs_effective_on')) refuseField('effectiveOn', '这一天已有另一个规则包生效，请换一天。');
    throw error;
  });
}

/** 撤回, until the first deal may have begun with it. */
export async function withdrawPack(tx: EntityManager, { version, reason }: { version: string; reason: string }, staff: StaffActor, by: By): Promise<RulePack> {
  const pack = await lockPack(tx, version);
  ensure(mayWithdrawPack(staff, pack, dayInShanghai(by.at)), 'check.pack_wrong_state');
  return move(tx, pack, { state: 'withdrawn', effectiveOn: null }, by, act('checks.pack_withdrawn', pack, { reason }));
}

/** @throws check.pack_not_found */
export async function findPack(tx: EntityManager, version: string): Promise<RulePack> {
  const pack = await tx.findOneBy(RulePack, { version });
  ensure(pack, 'check.pack_not_found');
  return pack;
}

/** @throws check.pack_not_found */
export async function lockPack(tx: EntityManager, version: string): Promise<RulePack> {
  const pack = await tx.findOne(RulePack, { where: { version }, lock: { mode: 'pessimistic_write' } });
  ensure(pack, 'check.pack_not_found');
  return pack;
}

const act = (action: Act['action'], { id, version }: RulePack, details: Record<string, unknown> = {}): Act => ({ action, subject: { type: 'rule_pack', id }, details: { version, ...details } });

async function move(tx: EntityManager, pack: RulePack, change: Partial<RulePack>, by: By, told: Act): Promise<RulePack> {
  await tx.update(RulePack, pack.version, change);
  const changes = change.state && { state: { before: pack.state, after: change.state } };
  await audit(tx, by, { ...told, ...(changes ? { changes } : {}) });
  return { ...pack, ...change };
}

type Settings = Record<string, string | number | boolean>;

/** A pack sets exactly what the rules know, each of its kind: a name that was mistyped would change nothing, unseen. */
function ensureSettingsKnown(content: RulePackContent): void {
  const usual = (standard as unknown as RulePackContent).rules;
  const wrong = rules.flatMap(({ code }): FieldError[] => {
    const [given, known]: [Settings, Settings] = [content.rules[code].settings, usual[code].settings];
    const names = [...new Set([...Object.keys(given), ...Object.keys(known)])];
    return names.flatMap((name) => {
      const field = `content.rules.${code}.settings.${name}`;
      if (!(name in known)) return [{ field, message: `规则${code}没有这项设置` }];
      if (typeof given[name] !== typeof known[name]) return [{ field, message: typeof known[name] === 'number' ? '应填写数字' : '应填写文字' }];
      return typeof given[name] === 'number' && given[name] < 0 ? [{ field, message: '不能小于0' }] : [];
    });
  });
  if (wrong.length > 0) throw new Refusal('request.invalid', { fields: wrong });
}
