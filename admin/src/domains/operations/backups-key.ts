import { minuteOf } from '../../components/moments';
import { saveFile } from '../../components/save-file';

/** What is left of a key pair once its file is saved: the public key, and the name of the file. */
export interface SavedKey {
  recipient: string;
  fileName: string;
}

/** Makes a key pair in this browser and saves its file; only the public key is handed on. */
export async function saveNewKey(marketName: string, at: Date): Promise<SavedKey> {
  const { generateX25519Identity, identityToRecipient } = await import('age-encryption');
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  const fileName = `甬车备份密钥-${marketName}-${minuteOf(at).replace(/\D/g, '')}.txt`;
  saveFile(new Blob([keyFileText({ identity, recipient, marketName, at })], { type: 'text/plain' }), fileName);
  return { recipient, fileName };
}

/** The key file: the program `age` reads it too, which skips lines that begin with #. */
export function keyFileText({ identity, recipient, marketName, at }: { identity: string; recipient: string; marketName: string; at: Date }): string {
  const lines = [
    '# 甬车自愿备份的密钥文件',
    `# 市场：${marketName}`,
    `# 生成时间：${minuteOf(at)}`,
    `# 公钥（用来加密，不必保密）：${recipient}`,
    '#',
    '# 用上面这把公钥做的备份，只有这个文件能打开。丢了不能补：协会和技术单位都没有它。',
    '# 请保存两份（例如本单位的保险柜和另一处的U盘），不要和备份放在一起，不要发到微信、邮箱或网盘。',
    '# 谁拿到这个文件和备份，谁就能看到里面的证件照片和个人信息。',
    '#',
    '# 验证并打开备份：npx yongche-verify 备份.zip.age --identity 这个文件 --output 备份.zip',
    identity,
  ];
  return `${lines.join('\r\n')}\r\n`;
}
