import { timingSafeEqual } from 'node:crypto';
import type Koa from 'koa';
import { businesses, certificateStates } from '@yongche/contract';
import type { KeyRing } from '../../adapters/keys/key-ring';
import type { Deps } from '../../deps';
import { dayInShanghai } from '../../clock';
import { Certificate } from '../registry/certificate.entity';
import { type CertificateStatement, checkCodeOf } from '../registry/certificate-code';
import { presentCertificate } from '../registry/certificates';
import { Market } from '../registry/market.entity';
import { Transaction } from '../transactions/transaction.entity';
import { maskPlate, maskVin } from '../privacy/mask';
import { checkForm, page, type Verdict } from './public-page';
import { readStatement, type Statement } from './statement';

/**
 * 公众查验: `GET /check/<token>` is the address in our QR codes, `GET /check` the form for number and 查验码. Says what they
 * stand for, and nothing private; as JSON for the market's page. Every try counts against the sender's address.
 */
export function checkPage(deps: Deps): Koa.Middleware {
  return async (koa, next) => {
    const [, token] = /^\/check(?:\/([\w-]+\.[\w-]+))?$/.exec(koa.path) ?? [];
    if (!(token || koa.path === '/check') || koa.method !== 'GET') return next();
    koa.set('Cache-Control', 'no-store');
    const asked = token ? { token } : byHandOf(koa.query);
    if (asked) {
      await deps.limits.ensureBelow('check', koa.ip, koa.ip);
      await deps.limits.count('check', koa.ip, koa.ip);
    }
    const verdict = asked && ('token' in asked ? await verdictOn(deps, readStatement(deps.keys, asked.token)) : await verdictByHand(deps, asked));
    if (verdict && koa.accepts('html', 'json') === 'json') {
      koa.body = verdict;
      return;
    }
    koa.type = 'html';
    koa.body = verdict ? page(verdict) : checkForm();
  };
}

/** What the form sends; undefined where it has not been filled in. */
function byHandOf({ number, code }: Koa.Context['query']): { number: string; code: string } | undefined {
  if (typeof number !== 'string' || typeof code !== 'string') return undefined;
  const plain = (text: string) => text.normalize('NFKC').replace(/\s/g, '').toUpperCase().slice(0, 20);
  return { number: plain(number), code: plain(code) };
}

const forged: Verdict = { tone: 'bad', title: '无法确认', sentence: '这个二维码不是协会签发的，或已被改动。请勿采信，并向协会反映。', rows: [] };

async function verdictOn(deps: Deps, statement: Statement | undefined): Promise<Verdict> {
  if (statement?.k === 'voucher') return voucherVerdict(deps, statement);
  if (statement?.k === 'certificate') return certificateVerdict(deps, statement);
  return forged;
}

async function voucherVerdict({ db }: Deps, { s: serial, d: digest }: Statement & { k: 'voucher' }): Promise<Verdict> {
  const deal = await db.manager.findOneBy(Transaction, { serial, state: 'completed', imagesDigest: digest });
  if (!deal) return forged;
  const market = await db.manager.findOneByOrFail(Market, { id: deal.marketId });
  return {
    tone: 'good',
    title: '核对凭证真实有效',
    sentence: '该交易的证件与车辆影像已在市场与原件核对。请与您手中的凭证逐项对照。',
    rows: [
      ['业务流水号', deal.serial],
      ['业务类型', businesses[deal.business]],
      ['车牌号', maskPlate(deal.plate)],
      ['车辆识别代号', maskVin(deal.vin)],
      ['办理市场', market.name],
      ['核对完成时间', new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' }).format(deal.completedAt!)],
      ['影像指纹', `${digest.slice(0, 16)}…${digest.slice(-8)}`],
    ],
  };
}

async function certificateVerdict({ db, clock, keys }: Deps, { c: id, e: end }: CertificateStatement): Promise<Verdict> {
  const now = clock.now();
  if (now.getTime() > end * 1000) {
    return { tone: 'neutral', title: '二维码已过期', sentence: '代理证二维码每30秒更新一次，请让对方打开小程序“代理证”页面后再扫。截图不能使用。', rows: [] };
  }
  const held = await db.manager.findOne(Certificate, { where: { id }, relations: { company: true, person: true } });
  return held ? verdictOnCertificate(keys, held, now) : forged;
}

/** 有效, 暂停 or 已终止, with masked name and company. */
function verdictOnCertificate(keys: KeyRing, held: Certificate, now: Date): Verdict {
  const certificate = presentCertificate(keys, held, dayInShanghai(now));
  const valid = certificate.state === 'in_force';
  return {
    tone: valid ? 'good' : 'bad',
    title: valid ? '代理证有效' : `代理证${certificateStates[certificate.state]}`,
    sentence: valid ? '持证人已通过实人核验，可以代办二手车交易。' : '该代理证目前不能办理交易，请勿委托。',
    rows: [
      ['代理证号', certificate.number],
      ['持证人', certificate.holderName],
      ['所属企业', certificate.companyName],
      ['有效期至', certificate.expiresOn ?? '—'],
    ],
  };
}

const unknown: Verdict = { tone: 'bad', title: '没有查到', sentence: '代理证号或查验码不正确。请对照代理证逐字核对；仍查不到的，请勿委托并向协会反映。', rows: [] };

/** 按号查验: number and 查验码 must both be right; whichever is wrong, the answer is the same. */
async function verdictByHand({ db, clock, keys }: Deps, { number, code }: { number: string; code: string }): Promise<Verdict> {
  const held = await db.manager.findOne(Certificate, { where: { number }, relations: { company: true, person: true } });
  const right = checkCodeOf(keys, held ?? { id: '', edition: 0 });
  const [given, wanted] = [Buffer.from(code), Buffer.from(right)];
  const equal = given.length === wanted.length && timingSafeEqual(given, wanted);
  return held && equal ? verdictOnCertificate(keys, held, clock.now()) : unknown;
}
