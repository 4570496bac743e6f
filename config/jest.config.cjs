const { existsSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

const compile = [
  require.resolve('@swc/jest'),
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: true, decorators: true },
      transform: { legacyDecorator: true, react: { runtime: 'automatic' } },
    },
    module: { type: 'commonjs' },
  },
];
/** Packages that only know `import`, which jest cannot give to code that it has compiled. */
const onlyModules = '(age-encryption|@noble|@scure)';

/** @returns a jest project; its tests lie below `folder` and are compiled as they are run by tsx (legacy decorators, no metadata). */
const project = (displayName, folder, more = {}) => ({
  displayName,
  rootDir: root,
  roots: [join(root, folder)],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testEnvironment: 'node',
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/\\.yongche/', '<rootDir>/[a-z]+/dist/', '<rootDir>/cloud/functions/dist/'],
  transform: { '\\.[cm]?tsx?$': compile, [`/node_modules/${onlyModules}/.+\\.js$`]: compile },
  transformIgnorePatterns: [`/node_modules/(?!${onlyModules}/)`],
  // jest runs the same file once for all projects that name it.
  globalSetup: join(root, 'cloud/test/database-setup.ts'),
  globalTeardown: join(root, 'cloud/test/database-teardown.ts'),
  ...more,
});

const endToEnd = 'cloud/test/e2e';
/** Whole journeys take minutes; jest knows a time limit for the run only, not for a project. */
const minutes = join(__dirname, 'jest.minutes.cjs');

/** @type {import('jest').Config} */
module.exports = {
  rootDir: root,
  maxWorkers: 2,
  // A worker keeps what every test file loaded; past this it begins anew, before it does nothing but clear its memory.
  workerIdleMemoryLimit: '1GB',
  // Ends a test that hangs; no test is about time.
  testTimeout: 120_000,
  projects: [
    project('cloud', 'cloud', { testPathIgnorePatterns: ['/node_modules/', `/${endToEnd}/`] }),
    project('miniapp', 'miniapp', { setupFilesAfterEnv: [minutes] }),
    project('admin', 'admin'),
    ...(existsSync(join(root, endToEnd)) ? [project('e2e', endToEnd, { setupFilesAfterEnv: [minutes] })] : []),
  ],
};
