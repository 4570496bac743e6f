import { buildFronts } from './fronts';

/** `npm run build`: every front, whether or not it stands there already. */
buildFronts(['admin', 'h5', 'weapp', 'alipay'], { force: true }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
