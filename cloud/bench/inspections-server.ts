import { drawnBy, inspectors } from '../test/inspections';
import { startProduct } from '../test/product';
import { fillQueue } from './queue-of-looks';

/** The whole product in a process of its own, with the queue filled. Says its address and the sessions of the inspectors. */
async function main(): Promise<void> {
  const product = await startProduct(process.env.DATABASE_URL!);
  process.once('SIGTERM', () => void product.close().then(() => process.exit(0)));
  await drawnBy(product, { rate: 0, control: 0 });
  await fillQueue(product, Number(process.env.BENCH_LOOKS));
  const team = await inspectors(product, Number(process.env.BENCH_INSPECTORS));
  process.stdout.write(`ready ${product.url} ${team.map(({ token, staffId }) => `${token}:${staffId}`).join(' ')}\n`);
}

main().catch((error: unknown) => {
  // A failed statement carries its values, thousands of rows.
  console.error((error as Error).message);
  process.exit(1);
});
