import type Koa from 'koa';
import { businesses, certificateStates } from '@yongche/contract';
import type { Deps } from '../../deps';
import { dayInShanghai } from '../../clock';
import { Certificate } from '../registry/certificate.entity';
import { presentCertificate } from '../registry/certificates';
import { Market } from '../registry/market.entity';
import { Transaction } from '../transactions/transaction.entity';
import { maskPlate, maskVin } from '../privacy/mask';
import { page, type Verdict } from './public-page';
import { readStatement, type Statement } from './statement';

/** 公众查验: `GET /check/<token>`, the address in our QR codes. Says what the code stands for, and nothing private. */
export function checkPage(deps: Deps): Koa.Middleware {
  return async (koa, next) => {
    const token = /^\/check\/([\w-]+\.[\w-]+)$/.exec(koa.path)?.[1];
    if (!token || koa.method !== 'GET') return next();
    await deps.limits.ensureBelow('check', koa.ip, koa.ip);
    await deps.limits.count('check', koa.ip, koa.ip);
    koa.type = 'html';
    koa.set('Cache-Control', 'no-store');
    koa.body = page(await verdictOn(deps, readStatement(deps.keys, token)));
  };
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

async function certificateVerdict({ db, clock, keys }: Deps, { c: id, e: end }: Statement & { k: 'certificate' }): Promise<Verdict> {
  const now = clock.now();
  if (now.getTime() > end * 1000) {
    return { tone: 'neutral', title: '二维码已过期', sentence: '代理证二维码两分钟更新一次，请让对方打开小程序“代理证”页面后再扫。截图不能使用。', rows: [] };
  }
  const held = await db.manager.findOne(Certificate, { where: { id }, relations: { company: true, person: true } });
  if (!held) return forged;
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
