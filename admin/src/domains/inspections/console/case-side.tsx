import { foldedGroups, groupsOf } from '../../checks/check-groups';
import { CheckProgress } from '../../checks/check-panel';
import type { ResultActs } from '../../checks/result-card';
import { ResultGroups } from '../../checks/result-groups';
import { DealFacts } from '../../transactions/deal-facts';
import type { Case } from '../inspection';
import styles from './case-side.module.css';
import type { CaseSight } from './use-case';

const nothing = () => undefined;

/** Beside the picture: what the machine finds, what the deal says of itself, and folded what agrees. */
export function CaseSide({ one: { deal, check }, sight }: { one: Case; sight: CaseSight }) {
  const groups = groupsOf(check.results);
  const [open, folded] = [groups.filter(({ key }) => !foldedGroups.has(key)), groups.filter(({ key }) => foldedGroups.has(key))];
  const acts: ResultActs = {
    titleOf: sight.titleOf,
    onShow: (result, spot) => sight.isOf(spot.imageId) && sight.show(result, spot),
    // Both belong to the counter; here a finding is marked by its key.
    onOverride: nothing,
    mayReturn: () => false,
    onReturn: nothing,
  };
  const focused = sight.look?.result.rule;
  return (
    <div className={styles.side}>
      {open.length > 0 && <ResultGroups groups={open} focused={focused} isOver acts={acts} />}
      <DealFacts deal={deal} />
      {folded.length > 0 && <ResultGroups groups={folded} focused={focused} acts={acts} />}
      <CheckProgress check={check} />
    </div>
  );
}
