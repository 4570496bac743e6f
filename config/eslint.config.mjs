import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig } from 'eslint/config';
import { dirname, relative, resolve, sep } from 'node:path';
import typescript from 'typescript-eslint';

const root = resolve(import.meta.dirname, '..');

/** Where an import leads, from the repository's root: `cloud/src/domains/checks/…`, or the package's own name. */
function targetOf(filename, source) {
  if (source.startsWith('@yongche/contract')) return source.replace('@yongche/contract', 'cloud/contract');
  if (source.startsWith('@/')) return `miniapp/src/${source.slice(2)}`;
  if (!source.startsWith('.')) return source;
  return relative(root, resolve(dirname(filename), source)).split(sep).join('/');
}

const domainOf = (path) => /^cloud\/src\/domains\/([^/]+)/.exec(path)?.[1];
const within = (...folders) => (path) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
const isPackage = (path) => !within('cloud', 'admin', 'miniapp', 'config', 'node_modules')(path) && !path.startsWith('..');

/** The directions in which the parts may import each other; `typesToo` is false where types may pass. */
const directions = [
  {
    message: 'The contract imports zod and its own files, nothing else.',
    from: within('cloud/contract'),
    forbids: (to, from) => (isPackage(to) ? to !== 'zod' && !/\.test\.ts$/.test(from) : !within('cloud/contract')(to)),
  },
  {
    message: 'Adapters know nothing of the domains that use them.',
    from: within('cloud/src/adapters'),
    forbids: within('cloud/src/domains'),
  },
  {
    message: 'Simulators stand for the outside world: they know nothing of the product.',
    from: (from) => within('cloud/simulators')(from) && !/\.test\.ts$/.test(from),
    forbids: within('cloud/src/domains', 'cloud/src/http', 'cloud/src/jobs'),
  },
  {
    message: 'Simulators, the local run and the tests are never part of the product.',
    from: (from) => within('cloud/src')(from) && !/\.test\.ts$/.test(from),
    forbids: within('cloud/simulators', 'cloud/local', 'cloud/test', 'cloud/functions'),
  },
  {
    message: 'A domain uses another by its services and types; its routes are its own.',
    from: (from) => domainOf(from) !== undefined && !/\.test\.ts$/.test(from),
    forbids: (to, from) => domainOf(to) !== undefined && domainOf(to) !== domainOf(from) && /\.routes$/.test(to),
  },
  {
    message: 'The clients take types from the contract, and values only from its parts without zod (vocabulary, errors, standards).',
    from: within('admin/src', 'miniapp/src'),
    forbids: (to) => to === 'zod' || (within('cloud/contract')(to) && !/^cloud\/contract\/(vocabulary|errors|standards(\/.*)?)$/.test(to)),
    typesToo: false,
  },
  {
    message: 'The two clients and the server share the contract only.',
    from: within('admin/src', 'miniapp/src'),
    forbids: (to, from) => within('cloud/src', 'cloud/local', 'cloud/simulators', 'cloud/test', from.startsWith('admin') ? 'miniapp' : 'admin')(to),
  },
];

const importDirections = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = relative(root, context.filename).split(sep).join('/');
    const rules = directions.filter((direction) => direction.from(from));
    const check = (node, typeOnly) => {
      if (!node.source || typeof node.source.value !== 'string') return;
      const to = targetOf(context.filename, node.source.value);
      const broken = rules.find((rule) => !(typeOnly && rule.typesToo === false) && rule.forbids(to, from));
      if (broken) context.report({ node, message: broken.message });
    };
    const isTypeOnly = (node) =>
      node.importKind === 'type' ||
      node.exportKind === 'type' ||
      (node.specifiers?.length > 0 && node.specifiers.every(({ importKind, exportKind }) => (importKind ?? exportKind) === 'type'));
    return {
      ImportDeclaration: (node) => check(node, isTypeOnly(node)),
      ExportNamedDeclaration: (node) => check(node, isTypeOnly(node)),
      ExportAllDeclaration: (node) => check(node, isTypeOnly(node)),
      ImportExpression: (node) => check(node, false),
    };
  },
};

const sayWhatIsInside = {
  meta: { type: 'problem', schema: [] },
  create: (context) => ({
    Program(node) {
      const folder = /[\\/](utils|helpers|common)[\\/]/.exec(relative(root, context.filename))?.[1];
      if (folder) context.report({ node, message: `A folder "${folder}" says nothing: a function lives where it is used.` });
    },
  }),
};

const yongche = { rules: { 'import-directions': importDirections, 'no-vague-folders': sayWhatIsInside } };

const environment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Only cloud/src/env.ts reads the environment.',
};
const timeOfDay = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: 'Only cloud/src/clock.ts asks the time.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'Only cloud/src/clock.ts asks the time.' },
];
const platformName = {
  selector: "MemberExpression[object.object.name='process'][object.property.name='env'][property.name='TARO_ENV']",
  message: 'Only miniapp/src/platform knows WeChat from Alipay.',
};
const platformGlobals = ['wx', 'my'].map((name) => ({ name, message: 'Only miniapp/src/platform knows WeChat from Alipay.' }));

export default defineConfig(
  { ignores: ['**/node_modules/', '**/dist/', '.yongche/'] },
  js.configs.recommended,
  typescript.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts,cts,js,cjs,mjs}'],
    plugins: { yongche },
    rules: {
      'yongche/import-directions': 'error',
      'yongche/no-vague-folders': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      // A full-width space is ordinary Chinese typography.
      'no-irregular-whitespace': ['error', { skipStrings: true, skipTemplates: true, skipJSXText: true }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
  {
    // A promise that nobody waits for hides its failure.
    files: ['cloud/**/*.ts'],
    languageOptions: { parserOptions: { project: 'cloud/tsconfig.json', tsconfigRootDir: root } },
    rules: { '@typescript-eslint/no-floating-promises': 'error', '@typescript-eslint/await-thenable': 'error' },
  },
  {
    files: ['cloud/src/**/*.ts', 'cloud/contract/**/*.ts', 'cloud/simulators/**/*.ts', 'cloud/migrations/**/*.ts'],
    ignores: ['**/*.test.ts', 'cloud/src/env.ts', 'cloud/src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', environment] },
  },
  {
    files: ['cloud/src/**/*.ts'],
    ignores: ['**/*.test.ts', 'cloud/src/env.ts', 'cloud/src/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', environment, ...timeOfDay] },
  },
  {
    // What a function does is decided, and tested, in cloud/src/function-compute.
    files: ['cloud/functions/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...['IfStatement', 'ConditionalExpression', 'SwitchStatement', 'LogicalExpression'].map((selector) => ({ selector, message: 'An entry of Function Compute decides nothing.' }))] },
  },
  { files: ['cloud/src/clock.ts'], rules: { 'no-restricted-syntax': ['error', environment] } },
  { files: ['cloud/src/env.ts'], rules: { 'no-restricted-syntax': ['error', ...timeOfDay] } },
  {
    files: ['miniapp/src/**/*.{ts,tsx}', 'admin/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    files: ['miniapp/src/**/*.{ts,tsx}'],
    ignores: ['miniapp/src/platform/**'],
    rules: { 'no-restricted-syntax': ['error', platformName], 'no-restricted-globals': ['error', ...platformGlobals] },
  },
  {
    files: ['**/*.{cjs,mjs}', 'config/**'],
    languageOptions: { globals: { require: 'readonly', module: 'writable', process: 'readonly', console: 'readonly', Buffer: 'readonly', __dirname: 'readonly', __filename: 'readonly', jest: 'readonly' } },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    files: ['cloud/local/assets/**/*.js'],
    languageOptions: {
      sourceType: 'script',
      globals: Object.fromEntries(
        ['document', 'navigator', 'location', 'history', 'fetch', 'setTimeout', 'matchMedia', 'innerHeight', 'addEventListener', 'getSelection', 'CSS', 'Element', 'URLSearchParams'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
);
