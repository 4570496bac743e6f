import ArrowLeftOutlined from '@ant-design/icons/ArrowLeftOutlined';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { isRefusal } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { Facts } from '../../components/facts';
import { History, HistoryEvent } from '../../components/history';
import { LoadFailure } from '../../components/load-failure';
import { minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { PlateBadge } from '../../components/plate-badge';
import { useTitle } from '../../components/use-title';
import { dueOf } from '../discipline/due';
import type { Problem } from './problem';
import { ProblemActs } from './problem-acts';
import { ProblemPictures } from './problem-pictures';
import { problemQuery } from './problem-queries';
import { ProblemStateTag } from './problem-state-tag';
import { ProblemViolations } from './problem-violations';
import { isDue, nextOf, stepOf, titleOf } from './problem-wording';
import styles from './problem.module.css';

/** 问题单: what was wrong and what the agent made of it, picture beside picture, and what may be done with it. */
export default function ProblemPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const problem = useQuery(problemQuery(id));
  useTitle(problem.data ? titleOf(problem.data) : '问题单');
  if (problem.isPending) return <PageSkeleton rows={10} />;
  if (problem.data) return <ProblemView key={id} problem={problem.data} />;
  if (!isRefusal(problem.error, 'problem.not_found', 'request.not_found', 'request.invalid')) {
    return <LoadFailure error={problem.error} onRetry={() => void problem.refetch()} />;
  }
  return (
    <Notice
      title="没有找到这张问题单"
      actions={
        <Button type="primary" onClick={() => navigate('/problems')}>
          回到问题单
        </Button>
      }
    >
      地址可能不完整，或它不属于您的市场。
    </Notice>
  );
}

function ProblemView({ problem }: { problem: Problem }) {
  const { number, plate, state, correctionNote } = problem;
  const due = isDue(problem) ? dueOf(problem.dueOn, new Date()) : undefined;
  return (
    <div className="page">
      <Link className={styles.back} to="/problems">
        <ArrowLeftOutlined /> 问题单
      </Link>
      <header className={styles.head}>
        <h1>{number}</h1>
        <ProblemStateTag state={state} />
        <PlateBadge plate={plate} />
        <div className={styles.acts}>
          <ProblemActs problem={problem} />
        </div>
      </header>
      <AlertLine tone={due?.urgency === 'late' ? 'bad' : due?.urgency === 'soon' ? 'warn' : state === 'verified' ? 'good' : 'info'}>
        {nextOf(problem)} {due && <b>{due.words}。</b>}
      </AlertLine>
      <ProblemPictures problem={problem} />
      <div className={styles.columns}>
        <div className={styles.column}>
          {correctionNote && (
            <section className={`card ${styles.card}`}>
              <h2>代理人的改正说明</h2>
              <p className={styles.words}>{correctionNote}</p>
            </section>
          )}
          <ProblemViolations problemId={problem.id} />
          <section className={`card ${styles.card}`}>
            <h2>交易</h2>
            <ProblemFacts problem={problem} />
          </section>
        </div>
        <aside className={`card ${styles.card}`}>
          <h2>经过</h2>
          <Steps steps={problem.steps} />
        </aside>
      </div>
    </div>
  );
}

function ProblemFacts({ problem }: { problem: Problem }) {
  const { transactionId, serial, marketName, companyName, agentName, certificateNumber, foundAt, dueOn, correctedAt, closedAt } = problem;
  return (
    <Facts
      facts={[
        ['流水号', <Link to={`/transactions/${transactionId}`}>{serial}</Link>],
        ['市场', marketName],
        ['代理人', `${agentName}　${certificateNumber}`],
        ['企业', companyName],
        ['发现', minuteOf(foundAt)],
        ['改正期限', dueOn],
        ['提交改正', correctedAt && minuteOf(correctedAt)],
        ['办结', closedAt && minuteOf(closedAt)],
      ]}
    />
  );
}

function Steps({ steps }: Pick<Problem, 'steps'>) {
  return (
    <History label="问题单的经过">
      {[...steps].reverse().map((step) => {
        const { title, tone } = stepOf(step);
        return (
          <HistoryEvent key={`${step.at} ${step.step}`} tone={tone} title={title} who={step.by} at={step.at}>
            {step.note && <p>{step.note}</p>}
          </HistoryEvent>
        );
      })}
    </History>
  );
}
