import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDatabase } from '../local/database';
import { builtFunctions } from '../test/functions';
import { freePort } from '../test/processes';
import { startProduct } from '../test/product';

/** `node cloud/local/bootstrap.cjs bench-cold-start`: from the start of a process to its first answer, of the web function as it is deployed, and of the sources as tsx runs them. */
const times = Number(process.env.BENCH_STARTS ?? 10);

const said = (name: string, all: number[]) => {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (share: number) => `${Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!)} ms`;
  console.log(`${name.padEnd(46)} median ${at(0.5)}   fastest ${at(0)}   slowest ${at(1)}   (${all.length} starts)`);
};

/** The server as `npm start` runs it, until `/healthz` answers. */
async function fromSources(env: Record<string, string>): Promise<number> {
  const port = await freePort();
  const begun = performance.now();
  const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, '../src/server.ts')], {
    env: { PATH: process.env.PATH, TSX_TSCONFIG_PATH: join(__dirname, '../tsconfig.json'), ...env, PORT: String(port), PUBLIC_URL: `http://127.0.0.1:${port}` },
    stdio: 'ignore',
  });
  const answers = () => fetch(`http://127.0.0.1:${port}/healthz`).then(({ ok }) => ok, () => false);
  while (!(await answers())) await new Promise((resolve) => setTimeout(resolve, 5));
  const took = performance.now() - begun;
  await new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'));
  return took;
}

async function main(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'yongche-bench-'));
  const database = await startDatabase({ directory, durable: false });
  const product = await startProduct(await database.createDatabase('yongche_cold_start'), { background: false });
  const functions = builtFunctions(['web'], product.env);
  try {
    const [deployed, sources]: [number[], number[]] = [[], []];
    for (let n = 0; n < times; n++) {
      const web = await functions.start('web');
      deployed.push(web.coldStart);
      await web.kill();
      if (n % 3 === 0) sources.push(await fromSources(product.env));
    }
    said('web function, bundled and compiled ahead', deployed);
    said('the sources, by tsx', sources);
  } finally {
    functions.remove();
    await product.close();
    await database.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
