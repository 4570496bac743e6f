import { disciplineSubjects } from '@yongche/contract/vocabulary';
import { useNavigate } from 'react-router';
import { DataTable } from '../../components/data-table';
import { ToneTag } from '../../components/tone-tag';
import { FilePage, FileSection, SectionBody, SectionFacts, SectionTable } from '../registry/file-page';
import { useBookInForce } from './book-in-force';
import type { Standing } from './discipline';
import styles from './discipline.module.css';
import { MeasureLine } from './measure-line';
import { measureNow } from './measure-wording';
import { PointsBar } from './points-bar';
import { standingSentence } from './standing-wording';
import { violationColumns } from './violation-columns';

const columns = [violationColumns.number, violationColumns.what, violationColumns.points, violationColumns.state, violationColumns.deadline];

/** 扣分情况: points of the cycle on their line, what they came from, what follows from them. */
export function StandingView({ standing, title }: { standing: Standing; title: string }) {
  const { subject, cycle, full, counted, pending, reduced, violations, measures } = standing;
  const navigate = useNavigate();
  const book = useBookInForce().book;
  const { label, tone } = measureNow(measures);
  return (
    <FilePage
      back={{ to: '/violations', title: '违规处理' }}
      name={subject.name}
      number={`${disciplineSubjects[subject.type]}　${title}`}
      state={<ToneTag tone={tone}>{label}</ToneTag>}
      figures={[
        { title: '计入', value: `${counted} / ${full}`, isWarning: tone !== 'good' },
        { title: '待定', value: pending },
      ]}
      main={
        <>
          <FileSection title="本周期的分">
            <SectionBody>
              <div className={styles.form}>
                <PointsBar standing={standing} measures={book?.content.measures} />
                <p>{standingSentence(standing)}</p>
              </div>
            </SectionBody>
          </FileSection>
          <FileSection title="违规" count={violations.length} empty={violations.length === 0 && '没有违规记录。'}>
            <SectionTable>
              <DataTable
                caption="违规，最近告知的在前"
                columns={columns}
                rows={violations}
                keyOf={({ id }) => id}
                onOpen={({ id }) => void navigate(`/violations/${id}`)}
              />
            </SectionTable>
          </FileSection>
        </>
      }
      aside={
        <>
          <FileSection title="怎样得来">
            <SectionFacts
              facts={[
                ['周期', `${cycle.from} 至 ${cycle.to}`],
                ['累计而来', rolledUpWord(standing)],
                ['学习减分', reduced > 0 && `减 ${reduced} 分`],
                ['计入', `${counted} 分${reduced > 0 ? '（减分以后）' : ''}`],
                ['待定', pending > 0 && `${pending} 分，未决定或申诉中`],
                ['满分', `${full} 分，周期结束时清零`],
              ]}
            />
          </FileSection>
          <FileSection title="措施" count={measures.length} empty={measures.length === 0 && '没有采取过措施。'}>
            <SectionBody>
              <ul className={styles.measures}>
                {measures.map((measure) => (
                  <MeasureLine key={measure.id} measure={measure} />
                ))}
              </ul>
            </SectionBody>
          </FileSection>
        </>
      }
    />
  );
}

function rolledUpWord({ rolledUp, subject }: Standing): string | false {
  if (subject.type === 'company') return `${rolledUp} 分，由所属代理人的扣分折算`;
  if (subject.type === 'market') return `${rolledUp} 分，由在本市场办理的企业的扣分折算`;
  return rolledUp > 0 && `${rolledUp} 分`;
}
