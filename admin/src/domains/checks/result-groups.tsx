import type { RuleCode } from './check';
import { foldedGroups, type Group } from './check-groups';
import styles from './check-panel.module.css';
import { ResultCard, type ResultActs } from './result-card';

interface ResultGroupsProps {
  groups: Group[];
  /** The rule whose place is framed on the picture. */
  focused: RuleCode | undefined;
  /** The deal is over: what was overridden counts as found. */
  isOver?: boolean;
  acts: ResultActs;
}

/** The results of a check under their headings; what is looked up rather than read is folded. */
export function ResultGroups({ groups, ...more }: ResultGroupsProps) {
  return groups.map((group) => <ResultGroup key={group.key} group={group} {...more} />);
}

/** How many results of a group still ask for something; a tick where all were overridden. */
function Count({ results, isOver }: Pick<Group, 'results'> & { isOver: boolean }) {
  return <span>{results.filter(({ override }) => isOver || !override).length || '✓'}</span>;
}

function ResultGroup({ group: { key, title, results }, focused, isOver = false, acts }: { group: Group } & Omit<ResultGroupsProps, 'groups'>) {
  const cards = results.map((result) => <ResultCard key={result.rule} result={result} isFocused={result.rule === focused} acts={acts} />);
  if (foldedGroups.has(key)) {
    return (
      <details className={styles.group} data-key={key}>
        <summary>
          {title} <Count results={results} isOver={isOver} />
        </summary>
        {cards}
      </details>
    );
  }
  return (
    <section className={styles.group} data-key={key} aria-label={title}>
      <h3>
        {title} <Count results={results} isOver={isOver} />
      </h3>
      {cards}
    </section>
  );
}
