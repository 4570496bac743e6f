import { valueSources } from '@yongche/contract/vocabulary';
import type { ComparedValue, Spot } from './check';
import { comparePieces, type Piece } from './character-diff';
import { confidenceWord, spotOfValue, valueWord } from './check-wording';
import styles from './value-table.module.css';

interface ValueTableProps {
  /** What is compared, for those who hear the table. */
  caption: string;
  values: ComparedValue[];
  titleOf: (imageId: string) => string;
  onShow: (spot: Spot) => void;
}

/** The values that a rule compared, one line each; the letters that differ are coloured, a line leads to its place on the picture. */
export function ValueTable({ caption, values, titleOf, onShow }: ValueTableProps) {
  const pieces = comparePieces(values.map((value) => ({ value: valueWord(value), differs: value.differs })));
  const hasOneLabel = new Set(values.map(({ label }) => label)).size === 1;
  return (
    <table className={styles.values}>
      <caption className={hasOneLabel ? styles.caption : 'visually-hidden'}>{hasOneLabel ? values[0]!.label : caption}</caption>
      <tbody>
        {values.map((value, at) => (
          <tr key={at} data-differs={value.differs}>
            <th scope="row">
              <Place value={value} titleOf={titleOf} onShow={onShow} />
              {value.imageId !== null && (
                <span className={styles.source}>
                  {valueSources[value.source]} {confidenceWord(value)}
                </span>
              )}
            </th>
            <td>
              {!hasOneLabel && <span className={styles.label}>{value.label}</span>}
              <Pieces pieces={pieces[at] ?? null} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Place({ value, titleOf, onShow }: { value: ComparedValue } & Pick<ValueTableProps, 'titleOf' | 'onShow'>) {
  const spot = spotOfValue(value);
  if (!spot) return <span>{valueSources[value.source]}</span>;
  return (
    <button type="button" title="在照片上框出" onClick={() => onShow(spot)}>
      {titleOf(spot.imageId)}
    </button>
  );
}

function Pieces({ pieces }: { pieces: Piece[] | null }) {
  if (!pieces) return <span className={styles.none}>没有读到</span>;
  return (
    <span className={styles.value}>
      {pieces.map(({ text, differs }, at) => (differs ? <mark key={at}>{text}</mark> : text))}
    </span>
  );
}
