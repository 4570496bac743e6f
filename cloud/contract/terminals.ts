import { z } from 'zod';
import type { EndpointMap, Rights } from './endpoint';
import { id, moment, nothing, text } from './primitives';
import { staff } from './staff';
import { terminalFile } from './registry.shapes';

/** Public key of ECDSA over P-256: SPKI, DER, in base64url. */
const publicKey = z.string().regex(/^[\w-]{120,130}$/, '密钥格式不正确，请刷新页面后重试');
/** r and s of an ECDSA signature, 64 bytes in base64url. */
const signature = z.string().regex(/^[\w-]{86}$/, '签名格式不正确，请刷新页面后重试');
/** 登记码 as it is typed: hyphens, blanks and small letters do no harm. */
const pairingCode = z
  .string()
  .trim()
  .max(20)
  .toUpperCase()
  .transform((value) => value.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^[A-HJKMNP-Z2-9]{8}$/, '登记码是8位字母数字，请按那台电脑上显示的输入'));
const sixDigits = z.string().regex(/^\d{6}$/, 'PIN是6位数字');
/** A PIN that is chosen: not the first ones that anybody tries. */
const newPin = sixDigits
  .refine((pin) => !/^(\d)\1{5}$/.test(pin), '不要用六个相同的数字，请换一个')
  .refine((pin) => !'01234567890'.includes(pin) && !'09876543210'.includes(pin), '不要用连续的数字，请换一个');

const pairers = { clerk: 'all', market_manager: 'own' } as const satisfies Rights;
const byId = z.object({ id });

/** 固定端: how a PC becomes one, and how its operators log in there. Every endpoint takes the header of standards/terminal-proof.ts. */
export const terminalEndpoints = {
  'POST /terminal-pairing-challenges': { summary: '登记电脑为固定端：取得一次性挑战', access: 'public', response: z.object({ challenge: z.string() }), status: 201 },
  // An answer that holds a code is not idempotent: a kept answer would keep the code.
  'POST /terminal-pairings': {
    summary: '登记电脑为固定端：交公钥和对挑战的签名，得到10分钟有效的登记码',
    access: 'public',
    body: z.object({ publicKey, proof: z.object({ challenge: z.string().max(100), signature }) }),
    response: z.object({
      id,
      /** Eight letters and digits, shown on this PC and entered by the manager. */
      code: z.string(),
      expiresAt: moment,
    }),
    status: 201,
  },
  'POST /terminal-pairings/:id/arrival': {
    summary: '电脑询问登记码是否已输入；输入后得到第一枚封签',
    access: 'public',
    params: byId,
    /** The new key signs id and moment, so that nobody else is told. */
    body: z.object({ at: z.int().positive(), signature }),
    response: z.object({
      state: z.enum(['waiting', 'over', 'paired']),
      terminal: z.object({ number: z.string(), name: z.string(), marketName: z.string() }).nullable(),
      /** `<number>.<secret>`, until the PC has used one. */
      seal: z.string().nullable(),
    }),
  },
  'POST /terminals/:id/pairing': {
    summary: '输入登记码，那台电脑随即成为这个固定端；原来的电脑同时停用',
    access: 'staff',
    roles: pairers,
    params: byId,
    body: z.object({ code: pairingCode }),
    response: terminalFile,
    status: 201,
    idempotent: true,
  },
  'DELETE /terminals/:id/pairing': {
    summary: '停用固定端的电脑，那台电脑上的登录随即退出',
    access: 'staff',
    roles: pairers,
    params: byId,
    response: terminalFile,
  },
  'PUT /markets/:id/terminal-requirement': {
    summary: '要求（或不再要求）市场的操作员只在固定端上工作，立即生效',
    access: 'staff',
    roles: { clerk: 'all' },
    params: byId,
    body: z.object({ isRequired: z.boolean() }),
    response: nothing,
    status: 204,
  },

  'GET /terminal': {
    summary: '这台电脑是哪个固定端，今天哪些操作员在这里登录过',
    access: 'public',
    response: z.object({
      number: z.string(),
      name: z.string(),
      marketName: z.string(),
      /** Who logged in here today, the latest first; `hasPin` where a PIN of today opens a session. */
      operators: z.array(z.object({ username: z.string(), name: z.string(), hasPin: z.boolean() })),
    }),
  },
  'PUT /staff-sessions/current/pin': {
    summary: '设置今天在这台固定端快速切换用的6位PIN；须今天用密码和第二因素登录过',
    access: 'staff',
    roles: { operator: 'own' },
    body: z.object({ pin: newPin }),
    response: nothing,
    status: 204,
  },
  'POST /staff-sessions/pin': {
    summary: '操作员在固定端用PIN登录，当天有效；前一位的登录随即退出',
    access: 'public',
    body: z.object({ username: text(50, '用户名'), pin: sixDigits }),
    response: staff,
    status: 201,
  },
} satisfies EndpointMap;
