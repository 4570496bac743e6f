import { type Endpoint, endpoints, roles, type Role } from '@yongche/contract';

/** How the router refuses somebody: not known, or known and without the right. */
export type Refusing = 'request.unauthenticated' | 'request.forbidden';

const order = Object.keys(roles) as Role[];
const marks = { own: '○', all: '●' } as const;

/** 权限表 as a document: role × endpoint × reach, made from the contract alone. */
export function rightsTable(): string {
  const rows = (Object.entries(endpoints) as [string, Endpoint][]).map(([key, { summary, access, roles: rights }]) => {
    const cells = order.map((role) => (access === 'public' ? '●' : rights?.[role] ? marks[rights[role]] : ''));
    return `| \`${key}\` | ${summary} | ${access === 'public' ? '●' : ''} | ${cells.join(' | ')} |`;
  });
  return [
    '# 权限表',
    '',
    '由 `cloud/contract` 中每个接口的 `roles` 生成，`cloud/test/rights.test.ts` 逐格经 HTTP 验证。● 全部对象，○ 仅自己的（本人、本企业、本市场，他人的读作“没有找到”），空白为拒绝。改动后用 `WRITE_RIGHTS=1 npx jest -c config/jest.config.cjs cloud/test/rights.test.ts` 重新生成。',
    '',
    `| 接口 | 用途 | 公众 | ${order.map((role) => roles[role]).join(' | ')} |`,
    `|---|---|${'---|'.repeat(order.length + 1)}`,
    ...rows,
    '',
  ].join('\n');
}
