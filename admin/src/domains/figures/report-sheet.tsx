import { Fragment, useState } from 'react';
import type { AnnualReport, MetricCode, ReportParagraph, ReportWarning } from './figures';
import { ParagraphEditor } from './paragraph-editor';
import { doubtful, isGap, placeWarnings } from './report-places';
import styles from './report.module.css';

interface ReportSheetProps {
  report: AnnualReport;
  /** The metric that the panel shows. */
  chosen: MetricCode | undefined;
  onChoose: (code: MetricCode) => void;
}

/** The document as a sheet of paper; warnings stand in the margin beside the paragraph that they concern. */
export function ReportSheet({ report, chosen, onChoose }: ReportSheetProps) {
  const { title, sections, warnings, state } = report;
  const { byParagraph } = placeWarnings(sections, warnings);
  const inDoubt = doubtful(warnings);
  return (
    <article className={styles.sheet} aria-label={title}>
      <h2 className={styles.title}>
        {title}
        {state === 'draft' && <small>（送审稿）</small>}
      </h2>
      {sections.map((section, at) => (
        <Fragment key={`${at} ${section.title}`}>
          {(section.number || section.title) && (
            <h3 className={styles.heading} data-level={section.level}>
              {section.number}
              {section.title}
            </h3>
          )}
          {section.paragraphs.map((paragraph) => (
            <Paragraph key={paragraph.code} {...{ report, paragraph, chosen, inDoubt, onChoose }} warnings={byParagraph.get(paragraph.code) ?? []} />
          ))}
        </Fragment>
      ))}
    </article>
  );
}

interface ParagraphProps extends ReportSheetProps {
  paragraph: ReportParagraph;
  warnings: ReportWarning[];
  inDoubt: Set<MetricCode>;
}

function Paragraph({ report, paragraph, warnings, inDoubt, chosen, onChoose }: ParagraphProps) {
  const [isWriting, setWriting] = useState(false);
  const { code, runs, wanted, writable } = paragraph;
  const mayWrite = writable && report.may.write;
  return (
    <div className={styles.paragraph} id={`paragraph-${code}`} data-warned={warnings.length > 0}>
      {isWriting ? (
        <ParagraphEditor reportId={report.id} paragraph={paragraph} onClose={() => setWriting(false)} />
      ) : isGap(paragraph) ? (
        <p className={styles.gap}>
          <b>缺项</b>
          <span>{wanted}</span>
          {mayWrite && (
            <button type="button" onClick={() => setWriting(true)}>
              填写
            </button>
          )}
        </p>
      ) : (
        <div className={styles.text}>
          {linesOf(runs).map((line, at, all) => (
            <p key={at}>
              {line.map(({ text, metric }, at) =>
                metric === null ? (
                  text
                ) : (
                  <button key={at} type="button" className={styles.number} data-chosen={metric === chosen} data-doubtful={inDoubt.has(metric)} onClick={() => onChoose(metric)}>
                    {text}
                  </button>
                ),
              )}
              {mayWrite && at === all.length - 1 && (
                <button type="button" className={styles.rewrite} onClick={() => setWriting(true)}>
                  改写
                </button>
              )}
            </p>
          ))}
        </div>
      )}
      {warnings.map(({ sentence }) => (
        <p key={sentence} className={styles.margin} role="note">
          <b>提示</b>
          {sentence}
        </p>
      ))}
    </div>
  );
}

/** What somebody wrote with line breaks is as many paragraphs. */
function linesOf(runs: ReportParagraph['runs']): ReportParagraph['runs'][] {
  const lines: ReportParagraph['runs'][] = [[]];
  for (const run of runs) {
    run.text.split('\n').forEach((text, at) => {
      if (at > 0) lines.push([]);
      if (text !== '') lines.at(-1)!.push({ ...run, text });
    });
  }
  return lines.filter((line) => line.length > 0);
}
