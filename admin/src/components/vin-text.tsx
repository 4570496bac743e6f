import styles from './vin-text.module.css';

/** 车架号 in its three sections (maker, description, this car), wide enough to compare; copying gives 17 characters. */
export function VinText({ vin }: { vin: string }) {
  return (
    <span className={styles.vin}>
      <span>{vin.slice(0, 3)}</span>
      <span>{vin.slice(3, 9)}</span>
      <span>{vin.slice(9)}</span>
    </span>
  );
}
