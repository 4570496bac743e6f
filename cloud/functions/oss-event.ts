import { readEnv } from '../src/env';
import { live } from '../src/function-compute/live';
import { receiveUploads } from '../src/function-compute/receive-uploads';
import { serveEvents } from '../src/function-compute/serve-events';

/** OSS 事件函数: pictures that arrived are received and read. */
export const start = () => live(async () => serveEvents(readEnv(), receiveUploads));
