import { useState } from 'react';
import { AlertLine } from '../../components/alert-line';
import { FiguresTable } from './figures-table';
import { FindingsList } from './findings-list';
import { PublishFooter } from './publish-footer';
import type { Finding, ImportReport, SchemaContent } from './statistics';
import { countOf, editionName, periodName } from './statistics-wording';
import styles from './statistics.module.css';

/** 校验与差异: what the checker says, what differs from the edition and the period before, and the one button that publishes it. */
export function CheckedImport({ report, schema }: { report: ImportReport; schema: SchemaContent }) {
  const [pointed, setPointed] = useState<Finding>();
  const { period, periodBefore, editionBefore, problems, problemCount, findings, figures, removed, alsoUsedFor, may } = report;
  return (
    <>
      {alsoUsedFor.length > 0 && <AlertLine tone="warn">同一份文件也用于{alsoUsedFor.map(periodName).join('、')}，请核对期间。</AlertLine>}
      {report.step === 'mapping' && <AlertLine tone="info">还有栏目没有对应，等待秘书处文员处理；下面是已经读出的部分。</AlertLine>}
      {problemCount > 0 && (
        <section className={`card ${styles.card}`} aria-label="读不出的单元格">
          <h2>
            读不出的单元格
            <small>共 {problemCount} 处，改好原表后重新上传</small>
          </h2>
          <ul className={styles.problems}>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      <section className={`card ${styles.card}`} aria-label="校验结果">
        <h2>
          校验结果
          <small>{findings.length > 0 ? countWord(findings) : `${figures.length} 个数值`}</small>
        </h2>
        <FindingsList findings={findings} onPoint={setPointed} />
      </section>
      <section className={`card ${styles.card}`} aria-label="数值与差异">
        <h2>
          数值与差异
          <small>{differencesWord(report)}</small>
        </h2>
        <FiguresTable figures={figures} schema={schema} period={period} periodBefore={periodBefore} editionBefore={editionBefore || undefined} pointed={pointed} />
        {removed.length > 0 && (
          <p className={styles.removed}>
            {editionName(editionBefore)}有、这次没有的 {removed.length} 个：{removed.slice(0, 12).map(({ name, member, formerly }) => `${member ? `${member}的` : ''}${name} ${countOf(formerly)}`).join('，')}
            {removed.length > 12 && '……'}
          </p>
        )}
      </section>
      {may.discard && <PublishFooter report={report} />}
    </>
  );
}

function countWord(findings: Finding[]): string {
  const blocks = findings.filter(({ severity }) => severity === 'block').length;
  return [blocks > 0 && `${blocks} 处阻止发布`, findings.length > blocks && `${findings.length - blocks} 处提示`].filter(Boolean).join('，');
}

function differencesWord({ editionBefore, figures, removed, periodBefore }: ImportReport): string {
  if (editionBefore === 0) return periodBefore ? `这一期还没有发布过，与${periodName(periodBefore)}对照` : '这一期还没有发布过，上一期也没有';
  const changed = figures.filter(({ value, formerly }) => formerly !== value).length + removed.length;
  return changed === 0 ? `与${editionName(editionBefore)}完全相同` : `与${editionName(editionBefore)}有 ${changed} 处不同`;
}
