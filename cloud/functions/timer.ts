import { readEnv } from '../src/env';
import { live } from '../src/function-compute/live';
import { runErrand } from '../src/function-compute/run-errand';
import { serveEvents } from '../src/function-compute/serve-events';

/** 定时函数: the rounds and the jobs, the long ones by themselves, and pictures of which no event told. */
export const start = () => live(async () => serveEvents(readEnv(), runErrand));
