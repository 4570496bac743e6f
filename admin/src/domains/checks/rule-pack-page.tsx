import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Facts } from '../../components/facts';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { PageHead } from '../../components/page-head';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import type { RulePack } from './check';
import { PackActs } from './pack-acts';
import { PackContent } from './pack-content';
import { PackEffect } from './pack-effect';
import { nextStep } from './pack-wording';
import { rulePackQuery } from './queries';
import { PackStateTag } from './rule-packs-page';
import styles from './rule-pack.module.css';

/** One pack: what it changes, what it would have meant, and what may be done with it now. */
export default function RulePackPage() {
  const { version = '' } = useParams();
  const pack = useQuery(rulePackQuery(version));
  useTitle(`规则包 ${version}`);
  if (pack.isPending) return <PageSkeleton rows={10} />;
  if (!pack.data) return <LoadFailure error={pack.error} onRetry={() => void pack.refetch()} />;
  return <PackView pack={pack.data} />;
}

function PackView({ pack }: { pack: RulePack }) {
  return (
    <div className="page">
      <Link className={styles.back} to="/checks/packs">
        <ArrowLeftOutlined /> 规则包
      </Link>
      <PageHead title={pack.title} note={pack.version}>
        <PackActs pack={pack} />
      </PageHead>
      <div className={styles.columns}>
        <section className={`card ${styles.card}`}>
          <h2>
            <PackStateTag pack={pack} />
          </h2>
          <p className={styles.next}>{nextStep(pack)}</p>
          <Facts
            facts={[
              ['制定', `${pack.madeBy}　${minuteOf(pack.createdAt)}`],
              ['通过', pack.adoptedBy],
              ['生效日', pack.effectiveOn],
              ['依据', pack.resolution],
            ]}
          />
        </section>
        <section className={`card ${styles.card}`}>
          <h2>与现行规则包的不同</h2>
          <Differences pack={pack} />
        </section>
      </div>
      {pack.state !== 'draft' && pack.state !== 'withdrawn' && !pack.inForce && <PackEffect pack={pack} />}
      <section className={`card ${styles.card}`}>
        <h2>全部内容</h2>
        <PackContent pack={pack} />
      </section>
    </div>
  );
}

function Differences({ pack: { inForce, differences } }: { pack: RulePack }) {
  if (inForce) return <p>这就是现行的规则包。</p>;
  if (differences.length === 0) return <p>没有不同：与现行规则包的每一项都一样。</p>;
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">项目</th>
          <th scope="col">现行</th>
          <th scope="col">这一版</th>
        </tr>
      </thead>
      <tbody>
        {differences.map(({ label, inForce: before, here }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{before}</td>
            <td>
              <b>{here}</b>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
