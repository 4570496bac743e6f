import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Simulators, startSimulators } from '../simulators';
import { type IdReaderSimulator, startIdReader } from '../simulators/id-reader';
import { openKeyFile } from '../src/adapters/keys/key-file';
import { backupKeys } from './backup-keys';
import { startDatabase } from './database';
import { ensureDatabaseTools } from './database-binary';
import { buyer, seller, sellingUnit } from './demo-parties';
import { LocalRunError } from './local-run-error';
import { toolFolder } from './places';

/**
 * A group of variables is one provider: none of them set means its simulator, some of them are checked by the product itself.
 * A name belongs to the first group that fits it; `FEE_…` are the same providers' second merchants.
 */
const providers = { wechatPay: /^(FEE_)?WECHAT_PAY_/, wechat: /^WECHAT_/, alipay: /^(FEE_)?ALIPAY_/, oss: /^OSS_/, tsa: /^TSA_/, wecom: /^WECOM_/, dingtalk: /^DINGTALK_/ } as const;
type SimulatedProvider = keyof typeof providers;

const providerOf = (variable: string) => (Object.keys(providers) as SimulatedProvider[]).find((provider) => providers[provider].test(variable));

export interface LocalSettings {
  /** What the product is configured by. */
  env: Record<string, string | undefined>;
  database: string;
  /** Addresses of the simulators that stand in; undefined for a provider that is real. */
  simulators: { [provider in SimulatedProvider]?: string };
  /** Address of the simulated ID-card reader of this computer, see .readme/id-reader.md. */
  idReader?: string;
}

interface Given {
  given: Record<string, string | undefined>;
  port: number;
  /** Where data and keys stay from start to start. */
  directory: string;
  /** Hands over what must be closed at the end. */
  closeLater: (close: () => Promise<void>) => void;
}

/**
 * Completes the given variables for a run on this computer: a private database, a key file, a simulator for each provider
 * that has no variable set. In production nothing is completed: what is missing there is named by the product.
 */
export async function localSettings({ given, port, directory, closeLater }: Given): Promise<LocalSettings> {
  if (given.NODE_ENV === 'production') return { env: given, database: 'DATABASE_URL', simulators: {} };
  const env: Record<string, string | undefined> = { LOG_LEVEL: 'warn', CHECKPOINT_MINUTES: '5', ...given };
  env.BACKUP_STORE ||= `disk:${join(directory, 'backups')}`;
  env.KEY_FILE ||= await keyFile(directory, Boolean(given.DATABASE_URL));
  Object.assign(env, await backupKeys(directory, given));
  env.DATABASE_TOOLS ||= await ensureDatabaseTools(toolFolder).catch((error: LocalRunError) => void console.warn(`${error.message}\n其他功能不受影响，但没有这些工具不能做备份。`));
  let database = 'DATABASE_URL';
  if (!env.DATABASE_URL) {
    console.log('正在启动数据库…');
    const server = await startDatabase({ directory: join(directory, 'database'), toolFolder, durable: true, binaryLog: true });
    closeLater(server.stop);
    env.DATABASE_URL = server.url;
    database = `内置，数据在 ${relative(process.cwd(), join(directory, 'database'))}`;
  }
  const real = new Set(Object.entries(given).flatMap(([name, value]) => (value ? [providerOf(name)] : [])));
  // Money cannot be simulated beside a real WeChat: its phones would not know the orders.
  if (real.has('wechat')) real.add('wechatPay');
  const missing = (Object.keys(providers) as SimulatedProvider[]).filter((provider) => !real.has(provider));
  if (missing.length === 0) return { env, database, simulators: {} };
  console.log('正在启动模拟服务…');
  const { simulators, idReader } = await simulated(directory, port);
  closeLater(simulators.close);
  closeLater(idReader.close);
  for (const [name, value] of Object.entries(simulators.env)) {
    if (missing.some((provider) => provider === providerOf(name))) env[name] = value;
  }
  return { env, database, simulators: Object.fromEntries(missing.map((provider) => [provider, simulators[provider].url])), idReader: idReader.url };
}

/**
 * Makes the keys before any data: new keys beside existing data would make its sealed parts unreadable for good, so then it is
 * better not to start.
 */
async function keyFile(directory: string, ownDatabase: boolean): Promise<string> {
  const file = join(directory, 'keys.json');
  if (existsSync(file)) return file;
  if (!ownDatabase && existsSync(join(directory, 'database', 'data'))) {
    throw new LocalRunError(
      `密钥文件 ${file} 不见了，已有数据中的个人信息无法读取。请从备份恢复它；只是演示数据时，可删除 ${directory} 后重新启动。`,
    );
  }
  await openKeyFile(file, { create: true });
  return file;
}

async function simulated(directory: string, port: number): Promise<{ simulators: Simulators; idReader: IdReaderSimulator }> {
  const ports = port === 0 ? undefined : { oss: port + 1, alipay: port + 2, wechat: port + 3, tsa: port + 4, wechatPay: port + 5, wecom: port + 7, dingtalk: port + 8 };
  try {
    const simulators = await startSimulators({ directory: join(directory, 'simulators'), ...(ports ? { ports } : {}) });
    const origins = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
    const people = [seller, buyer, { name: sellingUnit.delegateName, idNumber: sellingUnit.delegateIdNumber }];
    const idReader = await startIdReader({ port: port === 0 ? 0 : port + 6, origins, people }).catch(async (error: unknown) => {
      await simulators.close();
      throw error;
    });
    return { simulators, idReader };
  } catch (error) {
    const { code, port: taken } = error as NodeJS.ErrnoException & { port?: number };
    if (code !== 'EADDRINUSE') throw error;
    throw new LocalRunError(`模拟服务需要的端口 ${taken} 已被占用。请停止占用它的程序，或换一个端口：PORT=${port + 100} npm start`);
  }
}
