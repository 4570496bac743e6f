import { useQuery } from '@tanstack/react-query';
import { memberPositions } from '@yongche/contract/vocabulary';
import { Button, Input, Radio } from 'antd';
import { MoneyInput } from '../../components/money-input';
import { yuanOf } from '../../components/money';
import { isChanged } from '../governance/draft-changes';
import type { DraftBase } from '../governance/draft-form';
import { Problem, useProblem, useProblemsWithin } from '../governance/field-problems';
import type { DuesSchemeContent, DuesTier, Position } from './member';
import { payersQuery } from './queries';
import { mostTiers, withNewTier, withoutTier, withPositionIn, withTier } from './scheme-changes';
import { schemeProblems } from './scheme-wording';
import { type SchemeYield, positions, yieldOf, yieldSentence } from './scheme-yield';
import styles from './scheme.module.css';

interface TierEditorProps {
  content: DuesSchemeContent;
  /** What differs from it is coloured. */
  base: DraftBase<DuesSchemeContent>;
  onChange: (content: DuesSchemeContent) => void;
}

/** 档次: at most four, one amount each, and for every position the one tier that it lies in; what they would bring is reckoned as one types. */
export function TierEditor({ content, base, onChange }: TierEditorProps) {
  const { tiers } = content;
  const problems = schemeProblems(content);
  const refused = useProblem('tiers');
  const payers = useQuery(payersQuery);
  const brings = payers.data && yieldOf(tiers, payers.data);
  const isFull = tiers.length >= mostTiers;
  return (
    <>
      <div className={styles.scroll}>
        <table className={styles.editor}>
          <thead>
            <tr>
              <th scope="col">档次</th>
              <th scope="col">名称</th>
              <th scope="col">每年每户</th>
              {positions.map((position) => (
                <th key={position} scope="col" className={styles.choice}>
                  {memberPositions[position]}
                </th>
              ))}
              <th scope="col" className={styles.figure}>
                户数
              </th>
              <th scope="col" className={styles.figure}>
                小计
              </th>
              <th scope="col">
                <Button size="small" disabled={isFull} title={isFull ? '会费标准不得超过四档' : undefined} onClick={() => onChange(withNewTier(content))}>
                  加一档
                </Button>
              </th>
            </tr>
          </thead>
          <tbody>
            {tiers.map((tier, at) => (
              <TierRow
                key={tier.code}
                tier={tier}
                brings={brings?.tiers[at]}
                path={`tiers.${at}`}
                isOther={isChanged(tier, base.content.tiers.find(({ code }) => code === tier.code))}
                onChange={(part) => onChange(withTier(content, at, part))}
                onPosition={(position) => onChange(withPositionIn(content, position, at))}
                onRemove={tiers.length > 1 ? () => onChange(withoutTier(content, at)) : undefined}
              />
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.state} data-tone={problems.length > 0 ? 'bad' : 'good'} role="status">
        {problems.length > 0 ? problems.join('') : '每种会员职务正好归入一档。'}
        {isFull && '已有四档，不能再加（社会团体会费管理规定）。'}
      </p>
      {payers.data && brings && (
        <p className={styles.brings} role="status">
          {yieldSentence(brings, base.version ? { version: base.version, fen: yieldOf(base.content.tiers, payers.data).fen } : undefined)}
        </p>
      )}
      {payers.isError && !payers.data && (
        <p className={styles.brings}>
          没有读到会员数，算不出每年共多少。
          <Button size="small" onClick={() => void payers.refetch()}>
            重试
          </Button>
        </p>
      )}
      <Problem>{refused}</Problem>
    </>
  );
}

interface TierRowProps {
  tier: DuesTier;
  /** Undefined until the members are counted. */
  brings: SchemeYield['tiers'][number] | undefined;
  path: string;
  isOther: boolean;
  onChange: (part: Partial<DuesTier>) => void;
  onPosition: (position: Position) => void;
  onRemove: (() => void) | undefined;
}

function TierRow({ tier, brings, path, isOther, onChange, onPosition, onRemove }: TierRowProps) {
  const { code, name, fen } = tier;
  const problems = useProblemsWithin(path);
  return (
    <tr data-changed={isOther}>
      <th scope="row">{code} 档</th>
      <td>
        <Input size="small" maxLength={20} aria-label={`${code} 档名称`} value={name} onChange={(event) => onChange({ name: event.target.value })} />
        <Problem>{problems.join(' ')}</Problem>
      </td>
      <td>
        <MoneyInput size="small" className={styles.amount} aria-label={`${code} 档每年每户`} value={fen} onChange={(next) => onChange({ fen: next ?? 0 })} />
      </td>
      {positions.map((position) => (
        <td key={position} className={styles.choice}>
          <Radio aria-label={`${memberPositions[position]}归入 ${code} 档`} checked={tier.positions.includes(position)} onChange={() => onPosition(position)} />
        </td>
      ))}
      <td className={styles.figure}>{brings ? brings.members : '…'}</td>
      <td className={styles.figure}>{brings ? yuanOf(brings.fen) : '…'}</td>
      <td>
        <Button size="small" type="text" danger disabled={!onRemove} onClick={onRemove}>
          删去
        </Button>
      </td>
    </tr>
  );
}
