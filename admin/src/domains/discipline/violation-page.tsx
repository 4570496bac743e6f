import { useQuery } from '@tanstack/react-query';
import { disciplineSubjects, violationSources } from '@yongche/contract/vocabulary';
import { Button } from 'antd';
import { Link, useNavigate, useParams } from 'react-router';
import { isRefusal } from '../../api';
import { AlertLine } from '../../components/alert-line';
import { History, HistoryEvent } from '../../components/history';
import { LoadFailure } from '../../components/load-failure';
import { dayOf, minuteOf } from '../../components/moments';
import { Notice } from '../../components/notice';
import { PageSkeleton } from '../../components/page-skeleton';
import { useTitle } from '../../components/use-title';
import { FilePage, FileSection, SectionBody, SectionFacts } from '../registry/file-page';
import { articleName } from './book-wording';
import type { Violation } from './discipline';
import styles from './discipline.module.css';
import { dueOf } from './due';
import { EvidencePictures } from './evidence-pictures';
import { openAct, openForm } from './open-form';
import { violationQuery } from './queries';
import { useMay } from './rights';
import { StandingCard } from './standing-card';
import { ViolationAppeal } from './violation-appeal';
import { ViolationStateTag } from './violation-columns';
import { ViolationDecision } from './violation-decision';
import { ViolationStatement } from './violation-statement';
import { courseOf, deadlineOf, hasPoints, pointsWord, standingWord } from './violation-wording';

const back = { to: '/violations', title: '违规处理' };

/** 违规: facts, article, evidence, what the person concerned says, the decision and its appeal. */
export default function ViolationPage() {
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const violation = useQuery(violationQuery(id));
  useTitle(violation.data ? `${violation.data.number} ${violation.data.name}` : '违规');
  if (violation.isPending) return <PageSkeleton rows={10} />;
  if (violation.data) return <ViolationView key={id} violation={violation.data} />;
  if (!isRefusal(violation.error, 'discipline.violation_not_found', 'request.not_found', 'request.invalid')) {
    return <LoadFailure error={violation.error} onRetry={() => void violation.refetch()} />;
  }
  return (
    <Notice
      title="没有找到这项违规"
      actions={
        <Button type="primary" onClick={() => navigate(back.to)}>
          回到{back.title}
        </Button>
      }
    >
      地址可能不完整，或它与您和您的市场无关。
    </Notice>
  );
}

function ViolationView({ violation }: { violation: Violation }) {
  const { code, name, number, article, bookVersion, facts, whatNow, subject } = violation;
  const may = useMay();
  const act = openAct(violation.may);
  const deadline = deadlineOf(violation, dayOf(new Date()));
  const due = deadline && dueOf(deadline.day, new Date());
  return (
    <FilePage
      back={back}
      name={`${code} ${name}`}
      number={number}
      state={<ViolationStateTag violation={violation} />}
      figures={[
        ...(deadline && due
          ? [{ title: `${deadline.what}期限`, value: `${deadline.day.slice(5)} ${due.words}`, isWarning: due.urgency !== 'calm' }]
          : []),
        { title: hasPoints(violation) ? standingWord(violation) : '分值', value: pointsWord(violation) },
      ]}
      actions={act && <Button type="primary" href={`#${openForm}`}>{act}</Button>}
      main={
        <>
          <AlertLine tone={due?.urgency === 'late' ? 'bad' : 'info'}>{whatNow}</AlertLine>
          <FileSection title="违规事实">
            <SectionBody>
              <p className={styles.words}>{facts}</p>
            </SectionBody>
            <EvidencePictures violation={violation} />
          </FileSection>
          <FileSection title="依据">
            <SectionBody>
              <blockquote className={styles.article}>
                <b>
                  {articleName(article.number)}　{article.title}
                </b>
                <p className={styles.words}>{article.text}</p>
                <footer>
                  《管理细则》<Link to={`/rule-books/${bookVersion}`}>{bookVersion}</Link> 版，违规代码 {code}
                </footer>
              </blockquote>
            </SectionBody>
          </FileSection>
          <ViolationStatement violation={violation} />
          <ViolationDecision violation={violation} />
          <ViolationAppeal violation={violation} />
        </>
      }
      aside={
        <>
          <FileSection title="有关情况">
            <ViolationFacts violation={violation} />
          </FileSection>
          {may('GET /standings/:subjectType/:id') && <StandingCard subject={subject} />}
          <FileSection title="经过">
            <SectionBody>
              <Course violation={violation} />
            </SectionBody>
          </FileSection>
        </>
      }
    />
  );
}

function ViolationFacts({ violation }: { violation: Violation }) {
  const { subject, source, marketName, companyName, foundBy, noticedAt, readAt } = violation;
  const { defenceUntil, decideBy, transactionId, serial, problemId } = violation;
  const may = useMay();
  return (
    <SectionFacts
      facts={[
        [disciplineSubjects[subject.type], <Link to={`/standings/${subject.type}/${subject.id}`}>{subject.name}</Link>],
        ['企业', subject.type !== 'company' && companyName],
        ['市场', subject.type !== 'market' && marketName],
        ['来源', violationSources[source]],
        ['交易', transactionId && serial && (may('GET /transactions/:id') ? <Link to={`/transactions/${transactionId}`}>{serial}</Link> : serial)],
        ['问题单', problemId && may('GET /problems/:id') && <Link to={`/problems/${problemId}`}>打开问题单</Link>],
        ['发现', foundBy],
        ['告知', minuteOf(noticedAt)],
        ['送达', readAt ? minuteOf(readAt) : '当事人还没有打开'],
        ['陈述期限', defenceUntil],
        ['决定期限', decideBy],
      ]}
    />
  );
}

function Course({ violation }: { violation: Violation }) {
  return (
    <History label="这项违规的经过">
      {courseOf(violation).map(({ at, title, who, tone, words }) => (
        <HistoryEvent key={`${at} ${title}`} tone={tone} title={title} who={who} at={at}>
          {words && <p>{words}</p>}
        </HistoryEvent>
      ))}
    </History>
  );
}
