import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { type LocalServer, listenLocally } from '../local-server';
import type { Trigger } from './envelopes';

export { isWanted, storageEnvelope, timerEnvelope, type Trigger, type Written } from './envelopes';

/** A function of `s.yaml` (component fc3), as far as it decides how an instance runs. */
export interface FunctionProps {
  functionName: string;
  code: string;
  customRuntimeConfig: { command: string[]; args: string[]; port: number; healthCheckConfig: { httpGetUrl: string } };
  environmentVariables: Record<string, string>;
  asyncInvokeConfig?: { maxAsyncRetryAttempts: number };
  triggers: Trigger[];
}

export interface InstanceOptions {
  props: FunctionProps;
  /** Where the code lies here, which is `/code` there. */
  code: string;
  /** Where the mounted bucket lies here, which is `/mnt/yongche` there. */
  mount: string;
  /** The port on which this instance listens, for all of them share this computer. */
  port: number;
  /** What differs from `s.yaml` here. */
  env?: Record<string, string>;
}

/** 函数实例: one process, as 函数计算 3.0 runs, asks, freezes and ends it (custom runtime). */
export interface FunctionInstance {
  /** 公网访问地址 of its HTTP trigger: what is asked there reaches the process marked as coming from outside. */
  url: string;
  /** Milliseconds from the start of the process to its first answer. */
  coldStart: number;
  /** One event, sent once: whether it was told as done. */
  invoke(event: unknown): Promise<boolean>;
  /** One asynchronous event, sent again where it failed, as often as `s.yaml` says; how often it was sent. */
  deliver(event: unknown): Promise<number>;
  /** Between two requests the processor is taken away. */
  freeze(): void;
  thaw(): void;
  /** The pre-stop hook, asked by Function Compute itself: its status. */
  preStop(): Promise<number>;
  kill(): Promise<void>;
}

/** The headers that every request of Function Compute carries. */
const commonHeaders = (functionName: string, path: string) => ({
  'x-fc-request-id': randomUUID(),
  'x-fc-control-path': path,
  'x-fc-function-name': functionName,
  'x-fc-function-handler': 'index.handler',
  'x-fc-function-memory': '1024',
  'x-fc-function-timeout': '60',
  'x-fc-region': 'cn-hangzhou',
  'x-fc-account-id': '100000000000',
  'x-fc-access-key-id': 'STS.example',
  'x-fc-access-key-secret': 'example',
  'x-fc-security-token': 'example',
});

/** Starts an instance and waits until its health check is answered. Rejects where the process ends before. */
export async function startInstance({ props, code, mount, port, env = {} }: InstanceOptions): Promise<FunctionInstance> {
  const { functionName, customRuntimeConfig, environmentVariables, asyncInvokeConfig } = props;
  const here = (text: string) => text.replace('/mnt/yongche', mount).replace(/^\/code/, code);
  const begun = performance.now();
  const child = spawn(process.execPath, customRuntimeConfig.args.map(here), {
    cwd: code,
    // Nothing of this computer's environment reaches it, as there.
    env: { ...Object.fromEntries(Object.entries(environmentVariables).map(([name, value]) => [name, here(value)])), FC_FUNC_CODE_PATH: code, FC_SERVER_PORT: String(port), HOST: '127.0.0.1', PORT: String(port), ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise<number | null>((resolve) => void child.once('exit', resolve));
  await Promise.race([answering(port, customRuntimeConfig.healthCheckConfig.httpGetUrl), ended.then((exit) => Promise.reject(new Error(`${functionName} ended with ${exit} before it answered`)))]);
  const coldStart = performance.now() - begun;
  const trigger = await httpTrigger(functionName, port);
  const ask = (method: string, path: string, body?: string) => fetch(`http://127.0.0.1:${port}${path}`, { method, headers: { ...commonHeaders(functionName, path), 'content-type': 'application/octet-stream' }, ...(body === undefined ? {} : { body }) });

  async function invoke(event: unknown): Promise<boolean> {
    const response = await ask('POST', '/invoke', typeof event === 'string' ? event : JSON.stringify(event));
    return response.status === 200 && response.headers.get('x-fc-status') === '200';
  }
  return {
    url: `http://127.0.0.1:${trigger.port}`,
    coldStart,
    invoke,
    async deliver(event) {
      const most = 1 + (asyncInvokeConfig?.maxAsyncRetryAttempts ?? 3);
      for (let sent = 1; sent <= most; sent++) if (await invoke(event)) return sent;
      throw new Error(`${functionName} failed ${most} times`);
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    preStop: async () => (await ask('GET', '/pre-stop')).status,
    async kill() {
      await trigger.close();
      await killed(child, ended);
    },
  };
}

async function killed(child: ChildProcess, ended: Promise<number | null>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}

/** The port first, for a request that is refused costs longer than a connection; then the health check. */
async function answering(port: number, path: string): Promise<void> {
  const isOpen = () =>
    new Promise<boolean>((resolve) => {
      const line = connect(port, '127.0.0.1');
      line.once('connect', () => (line.destroy(), resolve(true))).once('error', () => resolve(false));
    });
  while (!(await isOpen())) await new Promise((resolve) => setTimeout(resolve, 5));
  while (!(await fetch(`http://127.0.0.1:${port}${path}`)).ok) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** 匿名HTTP触发器: takes what anybody asks, drops what only Function Compute itself may say (`x-fc-…`), and hands it on under its own mark. */
function httpTrigger(functionName: string, port: number): Promise<LocalServer> {
  return listenLocally(0, (outside, answer) => {
    const kept = Object.entries(outside.headers).filter(([name]) => !name.startsWith('x-fc-'));
    const headers = { ...Object.fromEntries(kept), ...commonHeaders(functionName, '/http-invoke'), 'x-forwarded-for': outside.socket.remoteAddress ?? '' };
    return new Promise<void>((resolve, reject) => {
      const inside = request({ host: '127.0.0.1', port, method: outside.method, path: outside.url, headers }, (response) => {
        answer.writeHead(response.statusCode!, response.headers);
        response.pipe(answer).once('close', resolve);
      });
      outside.pipe(inside).once('error', reject);
    });
  });
}
