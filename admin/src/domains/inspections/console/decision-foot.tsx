import { Button } from 'antd';
import { WorkspaceFoot } from '../../../components/workspace';
import styles from './decision-foot.module.css';

interface DecisionFootProps {
  /** How many things are marked. */
  marked: number;
  onPass: () => void;
  onDoubt: () => void;
  onSend: () => void;
}

/** The three ways out of a case, each with its key; a click leaves the keyboard with the page. */
export function DecisionFoot({ marked, onPass, onDoubt, onSend }: DecisionFootProps) {
  const keep = { onMouseDown: (event: { preventDefault: () => void }) => event.preventDefault() };
  return (
    <WorkspaceFoot label="核查结论">
      <div className={styles.acts}>
        <Button {...keep} size="large" type={marked === 0 ? 'primary' : 'default'} disabled={marked > 0} onClick={onPass}>
          通过<kbd>P</kbd>
        </Button>
        <Button {...keep} size="large" onClick={onDoubt}>
          存疑<kbd>Q</kbd>
        </Button>
        <Button {...keep} size="large" danger type={marked > 0 ? 'primary' : 'default'} disabled={marked === 0} onClick={onSend}>
          {marked > 1 ? `问题 ${marked}` : '有问题'}
          <kbd>Enter</kbd>
        </Button>
      </div>
    </WorkspaceFoot>
  );
}
