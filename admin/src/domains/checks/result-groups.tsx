import type { RuleCode } from './check';
import { foldedGroups, type Group } from './check-groups';
import styles from './check-panel.module.css';
import { ResultCard, type ResultActs } from './result-card';

interface ResultGroupsProps {
  groups: Group[];
  /** The rule whose place is framed on the picture. */
  focused: RuleCode | undefined;
  acts: ResultActs;
}

/** The results of a check under their headings; what is looked up rather than read is folded. */
export function ResultGroups({ groups, focused, acts }: ResultGroupsProps) {
  return groups.map((group) => <ResultGroup key={group.key} group={group} focused={focused} acts={acts} />);
}

/** How many results of a group still ask for something; a tick where all were overridden. */
function Count({ results }: Pick<Group, 'results'>) {
  return <span>{results.filter(({ override }) => !override).length || '✓'}</span>;
}

function ResultGroup({ group: { key, title, results }, focused, acts }: { group: Group; focused: RuleCode | undefined; acts: ResultActs }) {
  const cards = results.map((result) => <ResultCard key={result.rule} result={result} isFocused={result.rule === focused} acts={acts} />);
  if (foldedGroups.has(key)) {
    return (
      <details className={styles.group} data-key={key}>
        <summary>
          {title} <Count results={results} />
        </summary>
        {cards}
      </details>
    );
  }
  return (
    <section className={styles.group} data-key={key} aria-label={title}>
      <h3>
        {title} <Count results={results} />
      </h3>
      {cards}
    </section>
  );
}
