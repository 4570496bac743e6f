import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Facts } from '../../../components/facts';
import { LoadFailure } from '../../../components/load-failure';
import { dayOf, minuteOf } from '../../../components/moments';
import { Notice } from '../../../components/notice';
import { PageHead } from '../../../components/page-head';
import { PageSkeleton } from '../../../components/page-skeleton';
import { useTitle } from '../../../components/use-title';
import { samplingPlansQuery } from '../queries';
import { PlanActs } from './plan-acts';
import { PlanContent } from './plan-content';
import { PlanStateTag } from './plan-state-tag';
import { PlanTrial } from './plan-trial';
import { nextStep } from './plan-wording';
import styles from './plan.module.css';

/** One plan: how it stands, its figures, and what it would have drawn. */
export default function SamplingPlanPage() {
  const { version = '' } = useParams();
  useTitle(`抽样计划 ${version}`);
  const plans = useQuery(samplingPlansQuery);
  if (plans.isPending) return <PageSkeleton rows={10} />;
  if (!plans.data) return <LoadFailure error={plans.error} onRetry={() => void plans.refetch()} />;
  const plan = plans.data.items.find((one) => one.version === version);
  if (!plan) return <Notice title="没有找到这个抽样计划">地址可能有误，请从抽样计划列表打开。</Notice>;
  const inForce = plans.data.items.find((one) => one.inForce)?.version;
  return (
    <div className="page">
      <Link className={styles.back} to="/inspection/plans">
        <ArrowLeftOutlined /> 抽样计划
      </Link>
      <PageHead title={plan.title} note={plan.version}>
        <PlanActs plan={plan} />
      </PageHead>
      <section className={`card ${styles.card} ${styles.standing}`}>
        <div>
          <PlanStateTag plan={plan} />
          <p>{nextStep(plan, dayOf(new Date()))}</p>
        </div>
        <Facts
          facts={[
            ['制定', `${plan.madeBy}　${minuteOf(plan.createdAt)}`],
            ['通过', plan.adoptedBy],
            ['生效日', plan.effectiveOn],
          ]}
        />
      </section>
      <section className={`card ${styles.card}`}>
        <h2>内容</h2>
        <PlanContent content={plan.content} />
      </section>
      <PlanTrial key={version} version={version} inForce={inForce === version ? undefined : inForce} />
    </div>
  );
}
