import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { AnswerOf } from '@yongche/contract';
import { generateX25519Identity, identityToRecipient } from 'age-encryption';
import type { Caller } from './people';

type Backup = AnswerOf<'GET /market-backups/:id'>;

/** A key pair as the manager's page makes it: the identity stays in the key file. */
export async function backupKeys(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The key file that the manager saves, in `folder`. */
export function keyFile(folder: string, identity: string): string {
  const file = join(folder, `密钥-${identity.slice(-8)}.txt`);
  writeFileSync(file, `# 甬车备份密钥\r\n# 请妥善保管\r\n${identity}\r\n`);
  return file;
}

/** A backup that is asked for, and waited for until it is over. */
export async function madeBackup(manager: Caller, body: { from: string; to: string; recipient: string }): Promise<Backup> {
  return overBackup(manager, (await manager.call('POST /market-backups', { body })).id);
}

/** Waits until a backup neither waits nor is being made. */
export async function overBackup(manager: Caller, id: string): Promise<Backup> {
  for (;;) {
    const backup = await manager.call('GET /market-backups/:id', { params: { id } });
    if (backup.state !== 'waiting' && backup.state !== 'making') return backup;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The file as the browser's downloads get it, or a part of it. */
export async function downloaded(manager: Caller, id: string, headers: Record<string, string> = {}): Promise<{ response: Response; bytes: Buffer }> {
  const { url } = await manager.call('POST /market-backups/:id/address', { params: { id } });
  const response = await fetch(url, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

interface Check {
  name: string;
  result: string;
  sentence: string;
}
export interface BackupVerdict {
  code: number;
  checks: Check[];
  deals: { serial: string; checks: Check[] }[];
}

/** Runs the program that everybody may run, with no server to ask. */
export function verifyBackup(path: string, ...words: string[]): Promise<BackupVerdict> {
  const cli = resolve(__dirname, '../verifier/cli.cjs');
  return new Promise((done) =>
    execFile(process.execPath, [cli, path, '--json', ...words], { env: { PATH: process.env.PATH }, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (stderr) process.stderr.write(stderr);
      done({ ...(JSON.parse(stdout || '{"checks":[],"deals":[]}') as BackupVerdict), code: error ? Number(error.code) : 0 });
    }),
  );
}

/** What was not proven, or is false: of the whole and of each deal, as `serial name: sentence`. */
export const saidOf = ({ checks, deals }: Pick<BackupVerdict, 'checks' | 'deals'>, result: 'failed' | 'not_made') =>
  [{ serial: '', checks }, ...deals].flatMap((part) => part.checks.filter((check) => check.result === result).map(({ name, sentence }) => `${part.serial} ${name}：${sentence}`.trim()));
