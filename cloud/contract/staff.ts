import { z } from 'zod';
import type { EndpointMap } from './endpoint';
import { day, id, moment, nothing, oneOf, personName, text } from './primitives';
import { everyEmployee } from './rights';
import { credentialResetReasons, roleChangeReasons, staffActs, staffEndReasons, staffRoles, staffSetupSteps, staffStates, suspensionReasons } from './vocabulary';

const place = z.object({ id, name: z.string() }).nullable();

/** The employee who is logged in; `owes` is what the first log-in still asks for, null once the account is set up. */
export const staff = z.object({
  id,
  username: z.string(),
  name: z.string(),
  role: oneOf(staffRoles),
  market: place,
  owes: oneOf(staffSetupSteps).nullable(),
  /** 固定端 whose PC this session belongs to; null elsewhere. */
  terminal: z.object({ number: z.string(), name: z.string() }).nullable(),
});

/** 员工账号 as those see it who look after accounts; `may` names what the one who asks can do with it now. */
export const staffRecord = staff.omit({ owes: true, terminal: true }).extend({
  state: oneOf(staffStates),
  /** The last day in force; null where the account has no end. */
  endsOn: day.nullable(),
  /** Set after 20 failed log-ins in a day, until the security officer unlocks the account. */
  lockedAt: moment.nullable(),
  isSetUp: z.boolean(),
  createdAt: moment,
  /** Who opened the account or reset its credentials last, and who confirmed that. */
  proposedBy: z.string().nullable(),
  confirmedBy: z.string().nullable(),
  lastSeenAt: moment.nullable(),
  may: z.array(oneOf(staffActs)),
});

/** 会话 of an employee: on which device, from where, since when. */
export const staffSession = z.object({
  id,
  /** In plain words, such as `Windows 电脑 · Chrome`. */
  device: z.string(),
  ip: z.string(),
  createdAt: moment,
  lastSeenAt: moment,
  isCurrent: z.boolean(),
});

/** 本人账号与第二因素. */
export const staffAccount = staff.extend({
  endsOn: day.nullable(),
  hasTotp: z.boolean(),
  passkeys: z.array(z.object({ id, name: z.string(), createdAt: moment, lastUsedAt: moment.nullable() })),
  /** Recovery codes that were not used yet, of 10. */
  recoveryCodesLeft: z.number().int(),
});

/** A password that is shown once to who made it; the employee replaces it at the first log-in, by `validUntil`. */
export const temporaryPassword = z.object({ password: z.string(), validUntil: moment });

const totp = z.string().regex(/^\d{6}$/, '动态码是6位数字');
/** As printed, with or without hyphens, capitals or not. */
const recoveryCode = z.string().trim().max(30).toUpperCase().transform((value) => value.replace(/[\s-]/g, '')).pipe(z.string().regex(/^[0-9A-Z]{12}$/, '恢复码是12位字母数字'));
const assertion = z.object({
  id: z.string().max(1400),
  rawId: z.string().max(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: z.string().max(4000),
    authenticatorData: z.string().max(4000),
    signature: z.string().max(4000),
    userHandle: z.string().max(200).optional(),
  }),
  clientExtensionResults: z.looseObject({}),
});
const attestation = z.object({
  id: z.string().max(1400),
  rawId: z.string().max(1400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: z.string().max(4000),
    attestationObject: z.string().max(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
  clientExtensionResults: z.looseObject({}),
});
/** What the browser's WebAuthn call is given: `PublicKeyCredential…OptionsJSON` of the standard. */
const webAuthnOptions = z.object({ options: z.looseObject({ challenge: z.string() }) });

const newPassword = z.string().min(12, '新密码至少12个字符').max(200, '新密码不能超过200个字符');
const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z][a-z0-9._-]{2,29}$/, '用户名以字母开头，3到30位小写字母、数字或 . _ -');
/** What the security officer confirms and changes; a market belongs to its people, an end to the adviser. */
const position = z.object({ role: oneOf(staffRoles), marketId: id.nullish(), endsOn: day.nullish() });

const overseers = { technician: 'all', security_officer: 'all', auditor: 'all', market_manager: 'own' } as const;
const security = { security_officer: 'all' } as const;
const byId = z.object({ id });

export const staffEndpoints = {
  'POST /staff-sessions': {
    summary: '员工登录：用户名、密码，以及动态码或恢复码；首次登录只用临时密码',
    access: 'public',
    body: z.object({
      username: text(50, '用户名'),
      password: z.string().min(1, '请填写密码').max(200),
      totp: totp.optional(),
      recoveryCode: recoveryCode.optional(),
    }),
    response: staff,
    status: 201,
  },
  'POST /passkey-challenges': { summary: '通行密钥登录：取得一次性挑战', access: 'public', response: webAuthnOptions, status: 201 },
  'POST /passkey-sessions': {
    summary: '员工登录：通行密钥（须验证指纹、面容或 PIN，等同密码加第二因素）',
    access: 'public',
    body: z.object({ assertion }),
    response: staff,
    status: 201,
  },
  'GET /staff-sessions/current': { summary: '当前登录的员工', access: 'staff', roles: everyEmployee, duringSetup: true, response: staff },
  'DELETE /staff-sessions/current': { summary: '员工退出登录', access: 'staff', roles: everyEmployee, duringSetup: true, response: nothing, status: 204 },
  'POST /staff-sessions/current/passkey-challenges': { summary: '再次验证身份：取得通行密钥的一次性挑战', access: 'staff', roles: everyEmployee, response: webAuthnOptions, status: 201 },
  'POST /staff-sessions/current/step-up': {
    summary: '再次验证身份：动态码、恢复码或通行密钥三者之一；5分钟内可办理敏感操作',
    access: 'staff',
    roles: everyEmployee,
    body: z.object({ totp: totp.optional(), recoveryCode: recoveryCode.optional(), assertion: assertion.optional() }),
    response: staff,
  },
  'GET /staff-sessions': { summary: '我的登录：设备、地址与时间', access: 'staff', roles: everyEmployee, response: z.object({ sessions: z.array(staffSession) }) },
  'DELETE /staff-sessions/others': { summary: '退出我的其他登录', access: 'staff', roles: everyEmployee, response: nothing, status: 204 },
  'DELETE /staff-sessions/:id': { summary: '退出我的一个登录', access: 'staff', roles: everyEmployee, params: byId, response: nothing, status: 204 },

  'GET /staff-account': { summary: '我的账号、第二因素与恢复码余量', access: 'staff', roles: everyEmployee, duringSetup: true, response: staffAccount },
  'PUT /staff-account/password': {
    summary: '修改密码；其他登录随之退出',
    access: 'staff',
    roles: everyEmployee,
    duringSetup: true,
    body: z.object({ current: z.string().min(1, '请填写现在的密码').max(200), next: newPassword }),
    response: staffAccount,
  },
  'POST /staff-account/totp': {
    summary: '设置动态码：取得密钥与二维码，尚未生效',
    access: 'staff',
    roles: everyEmployee,
    duringSetup: true,
    response: z.object({
      /** Base32, to be typed where no camera is at hand. */
      secret: z.string(),
      /** PNG data URL of the `otpauth:` address. */
      qr: z.string(),
    }),
    status: 201,
  },
  'PUT /staff-account/totp': { summary: '设置动态码：输入一次动态码后生效', access: 'staff', roles: everyEmployee, duringSetup: true, body: z.object({ totp }), response: staffAccount },
  'POST /staff-account/passkey-challenges': { summary: '登记通行密钥：取得一次性挑战', access: 'staff', roles: everyEmployee, duringSetup: true, response: webAuthnOptions, status: 201 },
  'POST /staff-account/passkeys': {
    summary: '登记通行密钥',
    access: 'staff',
    roles: everyEmployee,
    duringSetup: true,
    body: z.object({ name: text(40, '名称'), attestation }),
    response: staffAccount,
    status: 201,
  },
  'DELETE /staff-account/passkeys/:id': { summary: '删除一把通行密钥', access: 'staff', roles: everyEmployee, params: byId, response: staffAccount },
  // Answers that hold a secret are not idempotent: a kept answer would keep the secret.
  'POST /staff-account/recovery-codes': {
    summary: '生成10个恢复码，只显示一次；以前的全部作废',
    access: 'staff',
    roles: everyEmployee,
    duringSetup: true,
    response: z.object({ codes: z.array(z.string()) }),
    status: 201,
  },

  'GET /staff': {
    summary: '员工账号',
    access: 'staff',
    roles: overseers,
    query: z.object({
      q: z.string().trim().max(50).optional(),
      role: oneOf(staffRoles).optional(),
      state: oneOf(staffStates).optional(),
      marketId: id.optional(),
      cursor: z.string().max(100).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ items: z.array(staffRecord), nextCursor: z.string().nullable() }),
  },
  'GET /staff/:id': { summary: '一个员工账号', access: 'staff', roles: overseers, params: byId, response: staffRecord },
  'POST /staff': {
    summary: '开立员工账号：系统管理员，或市场负责人为本市场操作员；经安全管理员确认后可用',
    access: 'staff',
    roles: { technician: 'all', market_manager: 'own' },
    body: position.extend({ username, name: personName }),
    response: z.object({ staff: staffRecord, temporaryPassword }),
    status: 201,
  },
  'POST /staff/:id/confirmation': {
    summary: '确认账号的岗位与市场，账号随即可用',
    access: 'staff',
    roles: security,
    params: byId,
    body: position.pick({ role: true, marketId: true }),
    response: staffRecord,
    idempotent: true,
  },
  'POST /staff/:id/suspension': {
    summary: '停用账号，全部登录随即退出',
    access: 'staff',
    roles: security,
    params: byId,
    body: z.object({ reason: oneOf(suspensionReasons) }),
    response: staffRecord,
    idempotent: true,
  },
  'POST /staff/:id/resumption': { summary: '恢复账号', access: 'staff', roles: security, params: byId, response: staffRecord, idempotent: true },
  'POST /staff/:id/unlocking': { summary: '解除因登录失败过多的锁定', access: 'staff', roles: security, params: byId, response: staffRecord, idempotent: true },
  'POST /staff/:id/role': {
    summary: '变更岗位与市场，立即生效，全部登录随即退出；须先再次验证身份',
    access: 'staff',
    roles: security,
    params: byId,
    body: position.extend({ reason: oneOf(roleChangeReasons) }),
    response: staffRecord,
    idempotent: true,
  },
  'POST /staff/:id/end': {
    summary: '注销账号，不可恢复',
    access: 'staff',
    roles: security,
    params: byId,
    body: z.object({ reason: oneOf(staffEndReasons) }),
    response: staffRecord,
    idempotent: true,
  },
  'POST /staff/:id/credentials-reset': {
    summary: '重置密码与第二因素：新的临时密码只显示一次，经安全管理员确认后可用；须先再次验证身份',
    access: 'staff',
    roles: { technician: 'all' },
    params: byId,
    body: z.object({ reason: oneOf(credentialResetReasons) }),
    response: z.object({ staff: staffRecord, temporaryPassword }),
  },
  'GET /staff/:id/sessions': { summary: '一个员工的登录', access: 'staff', roles: security, params: byId, response: z.object({ sessions: z.array(staffSession) }) },
  'DELETE /staff/:id/sessions': { summary: '退出一个员工的全部登录', access: 'staff', roles: security, params: byId, response: nothing, status: 204 },
  'DELETE /staff/:id/sessions/:sessionId': { summary: '退出一个员工的一个登录', access: 'staff', roles: security, params: byId.extend({ sessionId: id }), response: nothing, status: 204 },
} satisfies EndpointMap;
