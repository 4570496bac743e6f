import { plateKind } from '@yongche/contract/standards/plate';
import styles from './plate-badge.module.css';

/** A number plate as on the metal: blue, or green for new energy; the dot is drawn, not part of the text. */
export function PlateBadge({ plate, size = 'small' }: { plate: string; size?: 'small' | 'large' }) {
  const isNewEnergy = plateKind(plate)?.startsWith('new_energy') ?? false;
  return (
    <span className={styles.plate} data-size={size} data-new-energy={isNewEnergy}>
      <span>{plate.slice(0, 2)}</span>
      <span>{plate.slice(2)}</span>
    </span>
  );
}
