import { readEnv } from '../src/env';
import { live } from '../src/function-compute/live';
import { serveWeb } from '../src/function-compute/serve-web';

/** Web 函数: whatever phones, browsers and payment services ask. */
export const start = () => live(async () => serveWeb(readEnv()));
