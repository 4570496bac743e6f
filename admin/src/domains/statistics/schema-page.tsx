import { useQuery } from '@tanstack/react-query';
import { statisticKinds } from '@yongche/contract/vocabulary';
import { WhoWhen } from '../../components/cells';
import { LoadFailure } from '../../components/load-failure';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { schemasQuery } from './queries';
import type { Schemas } from './statistics';
import { StatisticsTabs } from './statistics-tabs';
import { meaningWord } from './statistics-wording';
import styles from './statistics.module.css';

/** 项目与栏目: what is counted, by what headings it is known, and what each version learnt. */
export default function SchemaPage() {
  useTitle('车管数据项目与栏目');
  const schemas = useQuery(schemasQuery);
  return (
    <div className="page">
      <PageHead title="车管数据" note="新项目和改了名的栏目在导入时对应，每次对应成为一版" />
      <StatisticsTabs />
      {schemas.isPending && <PageSkeleton rows={10} />}
      {schemas.isError && !schemas.data && <LoadFailure error={schemas.error} onRetry={() => void schemas.refetch()} />}
      {schemas.data && <Schema schemas={schemas.data} />}
    </div>
  );
}

function Schema({ schemas: { version, content, versions } }: { schemas: Schemas }) {
  const nameOf = (code: string | null) => content.items.find((item) => item.code === code)?.name ?? '—';
  const knownAs = (code: string) => content.names.filter(({ item }) => item === code).map(({ name }) => name);
  return (
    <div className={styles.columns}>
      <section className={`card ${styles.card}`}>
        <h2>
          统计项目<small>第{version}版</small>
        </h2>
        <table className={styles.words}>
          <thead>
            <tr>
              {['项目', '单位', '类型', '口径', '属于', '也叫'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {content.items.map(({ code, name, unit, kind, scope, partOf }) => (
              <tr key={code}>
                <th scope="row">{name}</th>
                <td>{unit}</td>
                <td>{statisticKinds[kind].split('（')[0]}</td>
                <td>{scope}</td>
                <td>{nameOf(partOf)}</td>
                <td>{knownAs(code).join('、') || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <details className={styles.known}>
          <summary>认得的 {content.headings.length} 个栏目名称</summary>
          <ul>
            {content.headings.map(({ heading, means }) => (
              <li key={heading}>
                {heading} → {meaningWord(content, means)}
              </li>
            ))}
          </ul>
        </details>
      </section>
      <section className={`card ${styles.card}`}>
        <h2>版本</h2>
        <ol className={styles.editions}>
          {versions.map(({ version: number, changes, madeBy, madeAt }) => (
            <li key={number}>
              <span>
                <b>第{number}版</b>
                {number === version && <i>现行</i>}
                {changes.map((change) => (
                  <small key={change}>{change}</small>
                ))}
              </span>
              <WhoWhen who={madeBy ?? '系统'} at={madeAt} />
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
