import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Given = Record<string, string | undefined>;

/**
 * Whom the backups of this computer are encrypted for, and the identity that its drills open them with. Both key files are made once; in
 * production they are made elsewhere and never lie on the server. What is given is not touched.
 */
export async function backupKeys(directory: string, given: Given): Promise<Given> {
  const folder = join(directory, 'backup-keys');
  const [daily, archive] = [join(folder, 'daily.txt'), join(folder, 'archive.txt')];
  return {
    BACKUP_RECIPIENT: given.BACKUP_RECIPIENT || (await recipientOf(daily, '技术单位每日备份的私钥。没有它，备份打不开。')),
    ARCHIVE_RECIPIENT: given.ARCHIVE_RECIPIENT || (await recipientOf(archive, '协会每月归档的私钥。没有它，归档打不开。')),
    DRILL_IDENTITY_FILE: given.DRILL_IDENTITY_FILE || (given.BACKUP_RECIPIENT ? undefined : daily),
  };
}

/** The recipient of a key file, which is made where there is none. */
async function recipientOf(file: string, meaning: string): Promise<string> {
  // A module that only knows `import`.
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  if (!existsSync(file)) {
    await mkdir(join(file, '..'), { recursive: true, mode: 0o700 });
    await writeFile(`${file}.new`, `# ${meaning}\n${await generateX25519Identity()}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  const identity = (await readFile(file, 'utf8')).split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-1'));
  if (!identity) throw new Error(`${file} holds no key`);
  return identityToRecipient(identity.trim());
}
