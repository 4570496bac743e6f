import { TOTP } from 'otpauth';
import { staffRoles } from '@yongche/contract';
import type { LocalSettings } from './settings';

/** A login of the demo city, for people who try the system. */
export interface DemoLogin {
  role: string;
  /** The market where an operator stands. */
  market: string | null;
  username: string;
  password: string;
  /** Base32. */
  totpSecret: string;
}

/** The six digits that an authenticator shows now, and the seconds for which they stay. */
export function currentCode(totpSecret: string): { code: string; secondsLeft: number } {
  const totp = new TOTP({ secret: totpSecret });
  return { code: totp.generate(), secondsLeft: Math.ceil(totp.remaining() / 1000) };
}

/** What `npm start` prints: where everything is, and how to get in. */
export function summary(url: string, logins: readonly DemoLogin[], { database, simulators, idReader }: LocalSettings): string {
  const stands = Object.entries({ 支付宝: simulators.alipay, 微信: simulators.wechat, 微信支付: simulators.wechatPay, 企业微信: simulators.wecom, 钉钉: simulators.dingtalk, OSS: simulators.oss, 时间戳: simulators.tsa, 身份证读卡器: idReader });
  const simulated = stands.flatMap(([name, address]) => (address ? [`${name} ${address}`] : []));
  const rows = [
    ['开始页', `${url}/`],
    ['管理端', `${url}/admin/`],
    ['小程序', `${url}/m/`],
    ['存证公示', `${url}/evidence`],
    ['接口文档', `${url}/api/openapi.json`],
    ['数据库', database],
    ['模拟服务', simulated.length > 0 ? simulated.join('  ') : '没有（全部使用真实服务）'],
  ];
  const accounts = [
    ['角色', '用户名', '密码', '动态码（此刻）'],
    ...logins.map((login) => [staffRoles[login.role as keyof typeof staffRoles] ?? login.role, login.username, login.password, currentCode(login.totpSecret).code]),
  ];
  return ['', ...align(rows), '', ...align(accounts), `  动态码每 30 秒更换，最新的在 ${url}/`, ''].join('\n');
}

/** Pads each column to its widest cell, Chinese characters counting two. */
function align(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => columns(row[column] ?? ''))));
  return rows.map((row) => `  ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - columns(cell))).join('  ')}`.trimEnd());
}

const columns = (text: string) => [...text].reduce((sum, letter) => sum + (/[\u2e80-\uffef]/.test(letter) ? 2 : 1), 0);
