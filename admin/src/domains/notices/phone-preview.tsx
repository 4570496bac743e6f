import { Segmented } from 'antd';
import { useState } from 'react';
import { LoadFailure } from '../../components/load-failure';
import type { Bulletin } from './bulletins';
import styles from './phone.module.css';
import type { Poster } from './use-poster';

/** 预览: the long picture as it is read on a phone, and the three things as they stand in the members' group. */
export function PhonePreview({ bulletin, poster }: { bulletin: Bulletin; poster: Poster }) {
  const [shown, setShown] = useState<'poster' | 'group'>('poster');
  return (
    <section className={styles.phone} aria-label="会员看到的样子">
      <Segmented block aria-label="预览" value={shown} onChange={setShown} options={[{ value: 'poster', label: '长图' }, { value: 'group', label: '群消息' }]} />
      <div className={styles.screen} data-shown={shown} tabIndex={0}>
        {shown === 'poster' ? <PosterPicture title={bulletin.title} poster={poster} /> : <GroupMessages bulletin={bulletin} poster={poster} />}
      </div>
    </section>
  );
}

function PosterPicture({ title, poster }: { title: string; poster: Poster }) {
  if (poster.error) return <LoadFailure error={poster.error} onRetry={poster.retry} />;
  return poster.url ? <img className={styles.poster} src={poster.url} alt={`${title}长图`} /> : <p className={styles.drawing}>正在画长图……</p>;
}

/** As a member's phone shows them: the text, the picture, and the card that opens the page of the mini-program. */
function GroupMessages({ bulletin: { title, text, content }, poster }: { bulletin: Bulletin; poster: Poster }) {
  const [first] = content.figures;
  return (
    <ol className={styles.messages} aria-label="群里的样子">
      <li>
        <i aria-hidden="true">协</i>
        <p className={styles.bubble}>{text}</p>
      </li>
      <li>
        <i aria-hidden="true">协</i>
        {poster.url ? <img className={styles.thumb} src={poster.url} alt="长图" /> : <p className={styles.bubble}>［长图］</p>}
      </li>
      <li>
        <i aria-hidden="true">协</i>
        <div className={styles.shareCard}>
          <small>甬车</small>
          <b>{title}</b>
          <span>
            {first && (
              <>
                <em>{first.value.toLocaleString('zh-CN')}</em>
                {first.name}（{first.unit}）
              </>
            )}
          </span>
          <small>小程序</small>
        </div>
      </li>
    </ol>
  );
}
