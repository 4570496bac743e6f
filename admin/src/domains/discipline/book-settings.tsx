import { disciplineSubjects, violationOutcomes } from '@yongche/contract/vocabulary';
import { Facts } from '../../components/facts';
import { cycleWords, measureLine, percentWord, transitionLines } from './book-wording';
import type { RuleBookContent, SubjectType } from './discipline';
import styles from './rule-book.module.css';

/** Everything of a book that is neither an article nor a code. */
export function BookSettings({ content }: { content: RuleBookContent }) {
  const { full, cycles, measures, reapplyAfterMonths, repeat, rollup, learning, score, transition, codes } = content;
  return (
    <div className={styles.settings}>
      <section>
        <h3>周期与措施</h3>
        <Facts
          facts={[
            ['满分', `${full} 分，周期结束清零`],
            ...(Object.keys(disciplineSubjects) as SubjectType[]).map((subject): [string, string] => [
              `${disciplineSubjects[subject]}周期`,
              cycleWords[cycles[subject]],
            ]),
            ...measures.map((measure, at): [string, string] => [`措施${at + 1}`, measureLine(measure)]),
            ['重新申请', `取消后满 ${reapplyAfterMonths} 个月`],
          ]}
        />
      </section>
      <section>
        <h3>过渡：指出改正还是扣分</h3>
        <ul className={styles.lines}>
          {transitionLines(transition, codes).map(({ key, who, from, mode }) => (
            <li key={key}>
              {who}：{from} 起<b>{violationOutcomes[mode]}</b>
            </li>
          ))}
        </ul>
        <p className={styles.soft}>同一天以最近的一条为准，写明代码的先于“其他代码”。</p>
      </section>
      <section>
        <h3>期限（工作日）</h3>
        <Facts
          facts={[
            ['改正', `${content.correctionWorkingDays} 天`],
            ['陈述申辩', `${content.defenceWorkingDays} 天`],
            ['处理决定', `${content.decisionWorkingDays} 天`],
            ['申诉', `${content.appealWorkingDays} 天`],
          ]}
        />
      </section>
      <section>
        <h3>屡犯、累计、学习与评分</h3>
        <Facts
          facts={[
            ['屡教不改', `${repeat.days} 天内同一代码第 ${repeat.times} 次起，按 ${repeat.multiplier} 倍计`],
            ['累计到企业', `代理人的分除以 ${rollup.agentToCompany}，舍去小数`],
            ['累计到市场', `企业的分除以 ${rollup.companyToMarket}，舍去小数`],
            ['学习减分', `每门 ${learning.perCourse} 分，每周期最多 ${learning.perCycle} 分`],
            ['评分卡', `问题率下限达 ${percentWord(score.amber)} 注意，达 ${percentWord(score.red)} 重点监管`],
            ['提交例会', `企业、市场屡犯 ${score.repeatsToMeeting} 次`],
          ]}
        />
      </section>
    </div>
  );
}
