import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';
import type { certificateStates, licenceStates, staffRoles } from '@yongche/contract';
import { creditCodeCheck, idNumberCheck } from '@yongche/contract/standards';
import type { DataSource, EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { KeyRing } from '../src/adapters/keys/key-ring';
import type { By } from '../src/audit/audit';
import type { Clock } from '../src/clock';
import { hashPassword } from '../src/domains/identity/passwords';
import { Staff } from '../src/domains/identity/staff.entity';
import { placeOfTotp } from '../src/domains/identity/totp';
import { Market } from '../src/domains/registry/market.entity';
import { fillRegister } from './demo-register';
import { adoptDemoBook } from './demo-rule-book';

/** The demo password of every employee; the demo city is never loaded in production. */
const demoPassword = 'Yongche-2026';

const markets = [
  { code: '0001', name: '示范二手车市场', allowsAgentForBothSides: false },
  { code: '0002', name: '样板汽车城', allowsAgentForBothSides: true },
  { code: '0003', name: '试点二手车广场', allowsAgentForBothSides: false },
];

/** Its markets; those of the demo year are none of them. */
export const demoMarketCodes = markets.map(({ code }) => code);

/** Two of them are work for the clean-up: one revoked, one listed as abnormal. */
const companies: { name: string; creditCode: string; licenceState: keyof typeof licenceStates; licenceExpiresOn?: string }[] = [
  { name: '示范车行有限公司', creditCode: '91330200MA2AB10670', licenceState: 'active' },
  { name: '样板汽车经纪有限公司', creditCode: creditCodeOf('91330201MADEM0001'), licenceState: 'active', licenceExpiresOn: '2041-06-30' },
  { name: '试点二手车销售有限公司', creditCode: creditCodeOf('91330203MADEM0002'), licenceState: 'active' },
  { name: '模范汽车服务有限公司', creditCode: creditCodeOf('91330205MADEM0003'), licenceState: 'abnormal' },
  { name: '甲乙丙汽车贸易有限公司', creditCode: creditCodeOf('91330206MADEM0004'), licenceState: 'revoked' },
  { name: '天干地支车务有限公司', creditCode: creditCodeOf('91330211MADEM0005'), licenceState: 'unknown' },
];

/** 企业负责人 of the first company, who has not been verified yet. */
const manager = { name: '管样板', id17: '33020319760418008', company: 0, label: '示范车行的负责人，先实人核验，再管理企业' };

/** One row per agent: every state of a certificate stands once at least. */
const agents: { name: string; id17: string; company: number; state: keyof typeof certificateStates; label: string }[] = [
  { name: '甄示范', id17: '33020319900512001', company: 0, state: 'awaiting_verification', label: '新代理人，等待实人核验' },
  { name: '贾样例', id17: '33020519880315002', company: 1, state: 'awaiting_verification', label: '新代理人，可走柜台核验' },
  { name: '范样本', id17: '33020319850620003', company: 0, state: 'in_force', label: '代理证有效，换手机登录' },
  { name: '尤测试', id17: '33020619921112004', company: 2, state: 'in_force', label: '代理证有效' },
  { name: '安演练', id17: '33021119870808005', company: 3, state: 'suspended', label: '代理证被暂停' },
  { name: '时过期', id17: '33028219830909006', company: 4, state: 'expired', label: '代理证已到期' },
  { name: '古注销', id17: '33028119791010007', company: 5, state: 'cancelled', label: '代理证已注销' },
];

const employees: { username: string; name: string; role: keyof typeof staffRoles; market?: number }[] = [
  { username: 'operator1', name: '柜台一号', role: 'operator', market: 0 },
  { username: 'operator2', name: '柜台二号', role: 'operator', market: 1 },
  { username: 'operator3', name: '柜台三号', role: 'operator', market: 2 },
  { username: 'manager1', name: '市场经理一号', role: 'market_manager', market: 0 },
  { username: 'inspector1', name: '核查一号', role: 'inspector' },
  { username: 'inspector2', name: '核查二号', role: 'inspector' },
  { username: 'clerk', name: '文员一号', role: 'clerk' },
  { username: 'clerk2', name: '文员二号', role: 'clerk' },
  { username: 'finance', name: '财务一号', role: 'finance' },
  { username: 'finance2', name: '财务二号', role: 'finance' },
  { username: 'president', name: '会长一号', role: 'president' },
  { username: 'technician', name: '运维一号', role: 'technician' },
  { username: 'security', name: '安全管理一号', role: 'security_officer' },
  { username: 'auditor', name: '审计一号', role: 'auditor' },
  { username: 'adviser', name: '指导员一号', role: 'policy_adviser' },
];

/** Employees to log in with; the TOTP secret of a demo account follows from its name. */
export const demoLogins = employees.map(({ username, role, name, market }) => ({
  username,
  role,
  name,
  market: market === undefined ? null : markets[market]!.name,
  password: demoPassword,
  totpSecret: demoSecret(username),
}));

function demoSecret(username: string): string {
  const bytes = createHash('sha256').update(`yongche demo ${username}`).digest().subarray(0, 20);
  return new Secret({ buffer: Uint8Array.from(bytes).buffer }).base32;
}

/** People to try in the mini-program: `user` is the name under which the simulated WeChat or Alipay knows the person. */
export const demoPersonas = [...agents, manager].map(({ name, id17, label }, at) => ({ user: `agent${at + 1}`, label, name, idNumber: idNumberOf(id17) }));

/** Loads the association's demo city, unless the database already has its markets. Never part of a production start. */
export async function loadDemoCity({ db, keys, clock }: { db: DataSource; keys: KeyRing; clock: Clock }): Promise<void> {
  const by: By = { author: { kind: 'system' }, origin: undefined, at: clock.now() };
  await db.transaction(async (tx) => {
    if (await tx.existsBy(Market, { code: markets[0]!.code })) return;
    const marketIds = markets.map(() => uuidv7());
    await tx.insert(Market, markets.map((market, at) => ({ id: marketIds[at]!, ...market })));
    await hireEmployees(tx, keys, marketIds, by.at);
    await adoptDemoBook(tx, by);
    await fillRegister(tx, keys, { companies, agents: agents.map((agent) => ({ ...agent, ...dataOf(agent) })), manager: { ...manager, ...dataOf(manager) }, marketIds }, by);
  });
}

async function hireEmployees(tx: EntityManager, keys: KeyRing, marketIds: string[], now: Date): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  for (const { username, totpSecret } of demoLogins) {
    const { name, role, market } = employees.find((employee) => employee.username === username)!;
    const id = uuidv7();
    const marketId = market === undefined ? null : marketIds[market]!;
    const endsOn = role === 'policy_adviser' ? `${now.getFullYear() + 1}-12-31` : null;
    const totpSecretSealed = keys.seal(totpSecret, placeOfTotp(id));
    await tx.insert(Staff, { id, username, name, role, marketId, endsOn, state: 'active', passwordHash, totpSecretSealed, createdAt: now, setUpAt: now });
  }
}

const dataOf = ({ name, id17 }: { name: string; id17: string }) => ({ name, idNumber: idNumberOf(id17), phone: phoneOf(id17) });

/** A made-up identity number with its valid check character (GB 11643). */
function idNumberOf(id17: string): string {
  return id17 + idNumberCheck(id17);
}

/** A made-up phone number. */
function phoneOf(id17: string): string {
  return `1990000${id17.slice(-4)}`;
}

/** A made-up credit code with its valid check character (GB 32100). */
export function creditCodeOf(code17: string): string {
  return code17 + creditCodeCheck(code17);
}
