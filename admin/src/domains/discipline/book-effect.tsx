import { useQuery } from '@tanstack/react-query';
import { measureKinds } from '@yongche/contract/vocabulary';
import { LoadFailure } from '../../components/load-failure';
import { PageSkeleton } from '../../components/page-skeleton';
import { differenceWord, effectSentences } from './book-wording';
import type { BookEffect } from './discipline';
import { bookEffectQuery } from './queries';
import styles from './rule-book.module.css';

/** 对过去一年的影响: the same violations by this book and by the one in force, before anybody votes. */
export function BookEffectCard({ version }: { version: string }) {
  const effect = useQuery(bookEffectQuery(version));
  return (
    <section className={`card ${styles.card}`}>
      <h2>
        如果过去一年按这一版处理
        {effect.data && (
          <span>
            {effect.data.from} 至 {effect.data.to}
          </span>
        )}
      </h2>
      {effect.isPending && <PageSkeleton rows={3} />}
      {effect.isError && !effect.data && <LoadFailure error={effect.error} onRetry={() => void effect.refetch()} />}
      {effect.data && <EffectView effect={effect.data} />}
    </section>
  );
}

function EffectView({ effect }: { effect: BookEffect }) {
  const changed = effect.codes.filter(({ inForce, here }) => inForce !== here);
  return (
    <div className={styles.effect}>
      <div className={styles.sentences}>
        {effectSentences(effect).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p className={styles.soft}>只是推算，不改动任何已经作出的决定。</p>
      </div>
      {effect.violations > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">项目</th>
                <th scope="col" data-align="right">
                  次数
                </th>
                <th scope="col" data-align="right">
                  现行
                </th>
                <th scope="col" data-align="right">
                  这一版
                </th>
                <th scope="col">差别</th>
              </tr>
            </thead>
            <tbody>
              {changed.map(({ code, name, count, inForce, here }) => (
                <tr key={code}>
                  <th scope="row">
                    <code>{code}</code> {name}
                  </th>
                  <td data-align="right">{count}</td>
                  <td data-align="right">{inForce} 分</td>
                  <td data-align="right">
                    <b>{here} 分</b>
                  </td>
                  <td>{differenceWord(here, inForce, '分')}</td>
                </tr>
              ))}
              {effect.measures.map(({ kind, inForce, here }) => (
                <tr key={kind}>
                  <th scope="row">{measureKinds[kind]}</th>
                  <td data-align="right">—</td>
                  <td data-align="right">{inForce} 次</td>
                  <td data-align="right">
                    <b>{here} 次</b>
                  </td>
                  <td>{differenceWord(here, inForce, '次')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {changed.length < effect.codes.length && <p className={styles.soft}>其余 {effect.codes.length - changed.length} 个代码的扣分一样。</p>}
        </div>
      )}
    </div>
  );
}
