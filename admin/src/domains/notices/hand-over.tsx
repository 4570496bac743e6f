import { App, Button } from 'antd';
import { saveFile } from '../../components/save-file';
import type { Bulletin, Sending } from './bulletins';
import styles from './notices.module.css';
import { PageCodeFigure, usePageCode } from './page-code';
import { ConfirmButton, NotSentButton } from './sending-acts';
import type { Poster } from './use-poster';

/** 人工转发: text and picture for an ordinary WeChat group, on this PC by the clipboard or on the phone by a scan; then the person says that it was done. */
export function HandOver({ bulletin, sending, poster: { file } }: { bulletin: Bulletin; sending: Sending; poster: Poster }) {
  const code = usePageCode(bulletin);
  const { message } = App.useApp();
  const said = (what: string) => () => void message.success(`已复制${what}，到群里粘贴。`);
  const copyText = () => navigator.clipboard.writeText(sending.text).then(said('文字'), () => void message.error('浏览器没有允许复制，请在左边“群消息”里选中文字后按 Ctrl+C。'));
  const copyPicture = (picture: Blob) => navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]).then(said('长图'), () => void message.error('浏览器没有允许复制图片，请用“保存长图”，再从文件发到群里。'));
  return (
    <section className={styles.handOver} aria-label={`转发到${sending.destinationName}`}>
      <ol>
        <li>
          <b>发到群里</b>
          <small>在电脑微信里：复制后到群里粘贴，先文字、后长图</small>
          <span>
            <Button onClick={() => void copyText()}>复制文字</Button>
            <Button disabled={!file} onClick={() => file && void copyPicture(file)}>
              复制长图
            </Button>
            <Button type="text" disabled={!file} onClick={() => file && saveFile(file, `${bulletin.title}.png`)}>
              保存长图
            </Button>
          </span>
          <small>
            {code.file
              ? '在手机上：用微信扫右边的小程序码打开通报，点“转发到群”发卡片，点“发送长图”发图片'
              : '在手机上：扫右边的码看到长图，长按转发；或在小程序“月度通报”里点“转发到群”发卡片'}
          </small>
        </li>
        <li>
          <b>发完回来确认</b>
          <span>
            <ConfirmButton sending={sending} label="我已在群里发出" note="已在群里发出" />
            <NotSentButton sending={sending} label="没有发出…" />
          </span>
        </li>
      </ol>
      <PageCodeFigure bulletin={bulletin} code={code} />
    </section>
  );
}
