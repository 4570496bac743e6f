import { useQuery } from '@tanstack/react-query';
import { App, Button, QRCode, Spin } from 'antd';
import { sentenceOf } from '../../api';
import { saveFile } from '../../components/save-file';
import type { Bulletin } from './bulletins';
import { captionedCode } from './captioned-code';
import styles from './notices.module.css';
import { pageCodeQuery } from './queries';
import { usePictureUrl } from './use-picture-url';

/** What there is to be scanned: 小程序码 of the bulletin's page, or, where WeChat gives none, the long picture. */
export interface PageCode {
  file: Blob | undefined;
  url: string | undefined;
  error: unknown;
  retry: () => void;
  isAsking: boolean;
}

export function usePageCode({ id }: Pick<Bulletin, 'id'>): PageCode {
  const { data: file, error, refetch, isFetching } = useQuery(pageCodeQuery(id));
  return { file, url: usePictureUrl(file), error, retry: () => void refetch(), isAsking: isFetching };
}

/** The code with its caption, for the phone that is held before the screen; the 小程序码 can be saved with the bulletin's title under it. */
export function PageCodeFigure({ bulletin: { id, title }, code: { file, url, error, retry, isAsking } }: { bulletin: Bulletin; code: PageCode }) {
  const { message } = App.useApp();
  const save = (of: Blob) =>
    captionedCode(of, title).then(
      (picture) => saveFile(picture, `${title}小程序码.png`),
      () => void message.error('浏览器没有画出图片，请在码上点右键保存。'),
    );
  if (file && url)
    return (
      <figure className={styles.pageCode}>
        <img src={url} alt="通报的小程序码" />
        <figcaption>微信扫码打开通报</figcaption>
        <Button type="text" size="small" onClick={() => void save(file)}>
          保存小程序码
        </Button>
      </figure>
    );
  if (!error) return <Spin className={styles.pageCode} aria-label="正在取小程序码" />;
  return (
    <figure className={styles.pageCode}>
      <QRCode type="svg" size={112} bordered={false} errorLevel="M" value={`${window.location.origin}/api/published-bulletins/${id}/poster.png`} aria-label="长图的二维码" />
      <figcaption>手机扫码看长图</figcaption>
      <small>{sentenceOf(error)}</small>
      <Button type="text" size="small" loading={isAsking} onClick={retry}>
        再取小程序码
      </Button>
    </figure>
  );
}
