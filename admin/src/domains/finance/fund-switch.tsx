import { funds } from '@yongche/contract/vocabulary';
import { Segmented } from 'antd';
import { Filter } from '../../components/filter';
import { keyIn } from '../../components/list-filters';
import type { Fund } from './finance';
import styles from './finance.module.css';

const options: { value: Fund; label: string }[] = [
  { value: 'service_fee', label: funds.service_fee },
  { value: 'dues', label: funds.dues },
];

/** The fund that the address names, or else the service fee. */
export const fundIn = (search: URLSearchParams): Fund => keyIn(search, 'fund', funds) ?? 'service_fee';

/** Which of the two funds a page shows; each has its own bank account and its own accounts. */
export function FundSwitch({ fund, onChange }: { fund: Fund; onChange: (fund: Fund) => void }) {
  return (
    <Filter label="资金">
      {(id) => (
        <span id={id}>
          <Segmented className={styles.switch} value={fund} options={options} onChange={onChange} aria-label="资金" />
        </span>
      )}
    </Filter>
  );
}
