import { CopyButton } from '../evidence/copy-button';
import styles from './backups.module.css';

const verifying = 'npx yongche-verify 备份.zip.age --identity 密钥文件.txt';

/** What to do with the file once it is at home, and how to check it. */
export function BackupsGuide() {
  return (
    <section className={`card ${styles.guide}`} aria-label="拿到文件以后">
      <h2>拿到文件以后</h2>
      <ol>
        <li>
          <b>下载</b>
          <p>文件在服务器上保留7天，到期自动删去。断线后在浏览器的下载列表里点“继续”，不用从头再来。</p>
        </li>
        <li>
          <b>保管</b>
          <p>备份和密钥文件分开放，各留两份。里面有证件照片和个人信息：只保存加密的文件，解密后的用完即删。</p>
        </li>
        <li>
          <b>验证</b>
          <p>
            在装有 Node.js 的电脑上运行下面这一行，不连本系统也能验证：少一个文件、改一个字节，都会说出在哪里。加上 --key 和协会公示的公钥，还能证明每笔交易在存证日志里。
          </p>
          <p className={styles.command}>
            <code>{verifying}</code> <CopyButton text={verifying} what="命令" />
          </p>
        </li>
        <li>
          <b>打开</b>
          <p>同一行后面加上 --output 备份.zip，得到普通的压缩文件：deals.csv 是清单，每笔交易一个文件夹。</p>
        </li>
      </ol>
    </section>
  );
}
