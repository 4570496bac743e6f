import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');

/** Lints snippets as if they stood at these paths, with the rules of config/eslint.config.mjs that need no types. */
const program = `
import { ESLint } from 'eslint';
const needTypes = { '@typescript-eslint/no-floating-promises': 'off', '@typescript-eslint/await-thenable': 'off' };
const eslint = new ESLint({
  overrideConfigFile: 'config/eslint.config.mjs',
  overrideConfig: [{ files: ['cloud/**/*.ts'], languageOptions: { parserOptions: { project: null } }, rules: needTypes }],
});
const answers = [];
for (const { path, code } of JSON.parse(process.argv[1])) {
  const [result] = await eslint.lintText(code, { filePath: path });
  answers.push(result.messages.map(({ ruleId, message }) => ruleId + ': ' + message));
}
console.log(JSON.stringify(answers));
`;

interface Snippet {
  rule: string;
  path: string;
  code: string;
  /** Part of what the rule says; undefined where the snippet is right. */
  says?: string;
}

const contractRule = 'The contract imports zod';
const clientRule = 'The clients take types from the contract';
const platformRule = 'Only miniapp/src/platform';
const seen = 'export const seen = ';

const snippets: Snippet[] = [
  { rule: 'the contract may import zod', path: 'cloud/contract/a.ts', code: "import { z } from 'zod';\nexport const a = z.string();\n" },
  { rule: 'the contract imports no package but zod', path: 'cloud/contract/a.ts', code: "export { default } from 'koa';\n", says: contractRule },
  { rule: 'the contract imports no part of the product', path: 'cloud/contract/a.ts', code: "export * from '../src/clock';\n", says: contractRule },
  { rule: 'adapters never import domains', path: 'cloud/src/adapters/login/a.ts', code: "export * from '../../domains/identity/sessions';\n", says: 'Adapters know nothing' },
  { rule: 'simulators never import domains', path: 'cloud/simulators/oss/a.ts', code: "export * from '../../src/domains/identity/sessions';\n", says: 'Simulators stand for' },
  { rule: 'the product never imports simulators', path: 'cloud/src/a.ts', code: "export * from '../simulators';\n", says: 'never part of the product' },
  { rule: 'no domain imports the routes of another', path: 'cloud/src/domains/checks/a.ts', code: "export * from '../registry/registry.routes';\n", says: 'its routes are its own' },
  { rule: 'a domain may use the service of another', path: 'cloud/src/domains/checks/a.ts', code: "export * from '../registry/certificates';\n" },
  { rule: 'only env.ts reads the environment', path: 'cloud/src/http/a.ts', code: `${seen}process.env.PORT;\n`, says: 'Only cloud/src/env.ts' },
  { rule: 'env.ts may read it', path: 'cloud/src/env.ts', code: `${seen}process.env.PORT;\n` },
  { rule: 'only clock.ts asks the time (Date.now)', path: 'cloud/src/http/a.ts', code: `${seen}Date.now();\n`, says: 'Only cloud/src/clock.ts' },
  { rule: 'only clock.ts asks the time (new Date)', path: 'cloud/src/domains/checks/a.ts', code: `${seen}new Date();\n`, says: 'Only cloud/src/clock.ts' },
  { rule: 'a moment that is given may be made a Date', path: 'cloud/src/domains/checks/a.ts', code: `${seen}new Date(0);\n` },
  { rule: 'only platform/ names wx', path: 'miniapp/src/pages/a.ts', code: 'wx.login();\n', says: platformRule },
  { rule: 'only platform/ names my', path: 'miniapp/src/pages/a.ts', code: 'my.getAuthCode();\n', says: platformRule },
  { rule: 'only platform/ asks which platform it is', path: 'miniapp/src/pages/a.ts', code: `${seen}process.env.TARO_ENV;\n`, says: platformRule },
  { rule: 'platform/ may', path: 'miniapp/src/platform/a.weapp.ts', code: `wx.login();\n${seen}process.env.TARO_ENV;\n` },
  { rule: 'the mini-program takes no values from the whole contract', path: 'miniapp/src/a.ts', code: "export { endpoints } from '@yongche/contract';\n", says: clientRule },
  { rule: 'the staff web takes no zod', path: 'admin/src/a.ts', code: "export { z } from 'zod';\n", says: clientRule },
  { rule: 'clients take types from the whole contract', path: 'admin/src/a.ts', code: "export type { Endpoints } from '@yongche/contract';\n" },
  { rule: 'clients take values from its vocabulary', path: 'miniapp/src/a.ts', code: "export { staffRoles } from '@yongche/contract/vocabulary';\n" },
  { rule: 'an entry of Function Compute decides nothing', path: 'cloud/functions/a.ts', code: `${seen}(late: boolean) => (late ? 1 : 2);\n`, says: 'decides nothing' },
  { rule: 'no folder is called utils', path: 'cloud/src/utils/a.ts', code: 'export const a = 1;\n', says: 'says nothing' },
];

describe('the rules between the parts are held by lint', () => {
  const answers: string[][] = [];
  beforeAll(() => {
    const input = JSON.stringify(snippets.map(({ path, code }) => ({ path: join(root, path), code })));
    const words = ['--input-type=module', '--eval', program, input];
    answers.push(...(JSON.parse(execFileSync(process.execPath, words, { cwd: root, encoding: 'utf8' })) as string[][]));
  });

  it.each(snippets.map((snippet, at) => ({ ...snippet, at })))('$rule', ({ says, at }) => {
    if (says) expect(answers[at]).toEqual([expect.stringContaining(says)]);
    else expect(answers[at]).toEqual([]);
  });
});
